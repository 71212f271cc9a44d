import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { packageRoot } from '../package-root.ts';
import { type Route, route } from './route.ts';

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
const contentSecurityPolicy =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";

/** A file of the page; where no content is given, one of Swagger UI, which the build copied beside the program. */
function file(
  path: string,
  type: string,
  content?: string,
  headers: Readonly<Record<string, string>> = {},
): Route {
  return route({
    method: 'GET',
    path,
    handle: async (_, { reply }) => {
      const sent = content ?? (await readFile(join(packageRoot, 'dist', 'swagger-ui', basename(path))));
      return reply.type(type).headers(headers).send(sent);
    },
  });
}

const kept = { 'cache-control': 'max-age=3600' };

/** Swagger UI, with no asset from another host. */
export const docsRoutes: readonly Route[] = [
  file('/docs', 'text/html; charset=utf-8', page, { 'content-security-policy': contentSecurityPolicy }),
  file('/docs/start.js', 'text/javascript; charset=utf-8', start),
  file('/docs/swagger-ui.css', 'text/css; charset=utf-8', undefined, kept),
  file('/docs/swagger-ui-bundle.js', 'text/javascript; charset=utf-8', undefined, kept),
  file('/docs/favicon-32x32.png', 'image/png', undefined, kept),
];
