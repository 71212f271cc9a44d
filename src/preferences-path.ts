import { existsSync } from 'node:fs';
import { join } from 'node:path';
import envPaths from 'env-paths';

/** Whether any preference was ever kept. Where none was, there is no need to load what reads them. */
export function hasPreferences(): boolean {
  return existsSync(join(envPaths('crypto-predict', { suffix: '' }).config, 'config.json'));
}
