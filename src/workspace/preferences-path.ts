import { existsSync } from 'node:fs';
import { join } from 'node:path';
import envPaths from 'env-paths';

/** Where preferences belong on this system. */
export function preferencesFolder(): string {
  return envPaths('crypto-predict', { suffix: '' }).config;
}

/** Whether any preference was ever kept. Where none was, there is no need to load what reads them. */
export function hasPreferences(): boolean {
  return existsSync(join(preferencesFolder(), 'config.json'));
}
