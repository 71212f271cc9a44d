# syntax=docker/dockerfile:1

# The program is one bundle without dependencies: everything that builds it stays behind in this stage.
FROM node:20-slim AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY scripts scripts
COPY src src
RUN npm run build

FROM node:20-slim
LABEL org.opencontainers.image.title="crypto-predict" \
      org.opencontainers.image.description="Will a coin's price be higher tomorrow than today? Forecasts over HTTP." \
      org.opencontainers.image.licenses="MIT"
ENV NODE_ENV=production \
    CRYPTO_PREDICT_WORKSPACE=/workspace \
    XDG_CONFIG_HOME=/tmp/config
WORKDIR /app
COPY package.json LICENSE ./
COPY bin bin
COPY data/bundled data/bundled
COPY --from=build /build/dist dist
RUN ln -s /app/bin/crypto-predict.js /usr/local/bin/crypto-predict \
    && mkdir /workspace \
    && chown node:node /workspace
USER node
VOLUME /workspace
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=5s --retries=3 \
    CMD ["node", "-e", "fetch('http://127.0.0.1:8000/health').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["crypto-predict"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8000"]
