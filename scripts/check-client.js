import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Generates a client from the server's description, type-checks a program that uses it, and runs that.
 * `node scripts/check-client.js http://127.0.0.1:8000`, against a server with a model of bitcoin. The generator needs
 * an older TypeScript than this project, so that it is installed into a folder of its own.
 */
const [url = 'http://127.0.0.1:8000'] = process.argv.slice(2);

const client = `
import assert from 'node:assert/strict';
import createClient from 'openapi-fetch';
import type { components, paths } from './schema.js';

const url = process.argv[2] ?? '';
const client = createClient<paths>({ baseUrl: url });
const document = await (await fetch(url + '/openapi.json')).json();
const features: components['schemas']['Features'] =
  document.paths['/predict'].post.requestBody.content['application/json'].example;

const one = await client.POST('/predict', { body: features });
assert.ok(one.data && !Array.isArray(one.data));
const direction: 0 | 1 = one.data.prediction;
console.log('POST /predict           ', direction, one.data.probability, one.data.run_id);

const two = await client.POST('/predict', { body: [features, features] });
assert.ok(Array.isArray(two.data));
assert.deepEqual(two.data, [one.data, one.data]);

const tomorrow = await client.GET('/forecast/{coin}', { params: { path: { coin: 'bitcoin' } } });
assert.ok(tomorrow.data);
console.log('GET /forecast/bitcoin   ', tomorrow.data.for, tomorrow.data.probability);

// @ts-expect-error features are missing
const wrong: components['schemas']['Features'] = { price: 1 };
const refused = await client.POST('/predict', { body: wrong });
assert.equal(refused.response.status, 422);
assert.ok(refused.error && typeof refused.error.detail !== 'string');
console.log('POST /predict, too little', refused.response.status, refused.error.detail.length, 'problems');
`;

const folder = await mkdtemp(join(tmpdir(), 'crypto-predict-client-'));
const run = (command, ...args) => execFileSync(command, args, { cwd: folder, stdio: 'inherit' });
try {
  await writeFile(join(folder, 'package.json'), '{"type":"module","private":true}');
  await writeFile(join(folder, 'client.ts'), client);
  run(
    'npm',
    'install',
    '--silent',
    'typescript@5',
    '@types/node@20',
    'openapi-typescript@7',
    'openapi-fetch@0.17',
  );
  run('npx', 'openapi-typescript', `${url}/openapi.json`, '--output', 'schema.d.ts');
  run('npx', 'tsc', '--strict', '--module', 'nodenext', '--target', 'es2023', '--skipLibCheck', 'client.ts');
  run(process.execPath, 'client.js', url);
} finally {
  await rm(folder, { recursive: true, force: true });
}
