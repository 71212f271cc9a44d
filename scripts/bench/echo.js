import Fastify from 'fastify';

/** The yardstick of the server: a bare Fastify route that echoes the same body. `node echo.js --port PORT` */
const app = Fastify();
app.post('/predict', async (request) => request.body);
app.get('/health', async () => ({}));
await app.listen({ port: Number(process.argv[3]) });
process.on('SIGTERM', () => process.exit(0));
