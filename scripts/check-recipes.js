import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * `node scripts/check-recipes.js`: the files of `docs/recipes` before the programs that read them: shellcheck,
 * systemd-analyze, nginx, caddy, promtool, and docker where it has compose. Names the linters that are not installed,
 * and ends with 1 where one complains.
 */
const recipes = join(import.meta.dirname, '..', 'docs', 'recipes');
const folder = mkdtempSync(join(tmpdir(), 'crypto-predict-recipes-'));
const recipe = (name) => join(recipes, name);
const scripts = readdirSync(recipes).filter((name) => name.endsWith('.sh'));

const linters = [
  ['shellcheck', () => [...scripts.map(recipe)]],
  ['systemd-analyze', () => ['verify', ...unitsThatCanBeFound()]],
  ['nginx', () => ['-t', '-c', siteOfItsOwn()]],
  ['caddy', () => ['validate', '--adapter', 'caddyfile', '--config', recipe('Caddyfile')]],
  ['promtool', () => ['check', 'rules', recipe('alerts.yml')]],
  ['promtool', () => ['check', 'config', '--syntax-only', recipe('prometheus.yml')]],
  ['docker', () => ['compose', '-f', recipe('compose.yaml'), 'config', '--quiet']],
];

try {
  const missing = new Set();
  for (const [program, args] of linters) {
    if (!isInstalled(program)) {
      missing.add(program);
      continue;
    }
    const given = args();
    execFileSync(program, given, { stdio: 'pipe' });
    console.log(`${program} ${given.slice(0, 2).join(' ')}: nothing to complain of`);
  }
  if (missing.size > 0) console.log(`not installed: ${[...missing].join(', ')}`);
} catch (error) {
  console.error(`${error.message}\n${error.stdout ?? ''}`);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function isInstalled(program) {
  const args = { docker: ['compose', 'version'], nginx: ['-v'], caddy: ['version'] }[program] ?? [
    '--version',
  ];
  try {
    execFileSync(program, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Copies of the units whose programs and users are here: what is theirs alone is not in this machine. */
function unitsThatCanBeFound() {
  const units = join(folder, 'units');
  mkdirSync(units);
  cpSync(join(recipes, 'systemd'), units, { recursive: true });
  return readdirSync(units).map((name) => {
    const unit = join(units, name);
    const text = readFileSync(unit, 'utf8')
      .replace(/^(ExecStart=)\S+/m, `$1${process.execPath}`)
      .replace(/^User=.*$/m, 'User=nobody');
    writeFileSync(unit, text);
    return unit;
  });
}

/** A configuration around the site, with a certificate made for it. */
function siteOfItsOwn() {
  const [key, certificate, config] = ['key.pem', 'certificate.pem', 'nginx.conf'].map((name) =>
    join(folder, name),
  );
  const subject = ['-subj', '/CN=forecast.example.com', '-days', '1'];
  const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', certificate];
  execFileSync('openssl', [...request, ...subject], { stdio: 'pipe' });
  const site = readFileSync(recipe('nginx.conf'), 'utf8')
    .replace(/(ssl_certificate ).*;/, `$1${certificate};`)
    .replace(/(ssl_certificate_key ).*;/, `$1${key};`);
  const around = `pid ${join(folder, 'pid')}; error_log stderr; events {} http { access_log off; ${site} }`;
  writeFileSync(config, around);
  return config;
}
