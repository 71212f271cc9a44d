import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../package-root.ts';

/** A file of the documentation page. */
export interface Asset {
  readonly type: string;
  readonly content: Buffer;
}

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>crypto-predict</title>
<link rel="icon" href="docs/favicon-32x32.png">
<link rel="stylesheet" href="docs/swagger-ui.css">
</head>
<body>
<div id="swagger-ui"></div>
<script src="docs/swagger-ui-bundle.js"></script>
<script src="docs/start.js"></script>
</body>
</html>
`;

/** `validatorUrl` is null because the badge of Swagger UI asks another host. */
const start = `SwaggerUIBundle({
  url: new URL('../openapi.json', document.currentScript.src).href,
  dom_id: '#swagger-ui',
  validatorUrl: null,
  deepLinking: true,
  displayRequestDuration: true,
});
`;

/** What a page may load: only what this server serves. Swagger UI writes styles and images into the page. */
export const contentSecurityPolicy =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";

export const assetNames = ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'] as const;
type AssetName = (typeof assetNames)[number];

const types: Readonly<Record<AssetName, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
};

export const docsPage: Asset = { type: 'text/html; charset=utf-8', content: Buffer.from(page) };
export const docsStart: Asset = { type: 'text/javascript; charset=utf-8', content: Buffer.from(start) };

/** A file of Swagger UI, which the build copied beside the program. */
export async function readAsset(name: AssetName): Promise<Asset> {
  return { type: types[name], content: await readFile(join(packageRoot, 'dist', 'swagger-ui', name)) };
}
