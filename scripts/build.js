import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundle, packagesIn } from './bundle.js';

/** Makes dist/: the program, what its documentation page needs, and the licences of what is in it. */
await rm('dist', { recursive: true, force: true });
const packages = await packagesIn(await bundle());

/** The documentation page of the server asks no other host, so Swagger UI is served from here. */
for (const file of ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png', 'LICENSE', 'NOTICE']) {
  await cp(`node_modules/swagger-ui-dist/${file}`, `dist/swagger-ui/${file}`);
}

/** What is bundled is given on, so its licences are, too. */
const notices = await Promise.all(packages.map(notice));
await writeFile('dist/THIRD-PARTY-LICENSES.txt', notices.join(`\n${'='.repeat(80)}\n\n`));

async function notice({ folder, name, version, license }) {
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file === undefined ? '' : await readFile(join(folder, file), 'utf8');
  return `${name} ${version}, ${license}\n\n${text}`;
}
