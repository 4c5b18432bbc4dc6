# Base images are pinned by digest: look the new one up when the tag has moved, and build again.
# The service alone: give it PostgreSQL 15 or later by DATABASE_URL (and DATABASE_OWNER_URL), as docker-compose.yml does.
FROM node:24-slim@sha256:a9f5f7c91a432850b2a8a7797adf5eadb6c733ceed61167806cee7ea7fbc29df AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY scripts scripts
COPY migrations migrations
COPY packs packs
COPY verify verify
COPY src src
COPY web web
RUN npm run build

FROM node:24-slim@sha256:a9f5f7c91a432850b2a8a7797adf5eadb6c733ceed61167806cee7ea7fbc29df AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Without optional packages: the image brings Node, and somebody else brings PostgreSQL.
RUN npm ci --ignore-scripts --omit=dev --omit=optional

FROM node:24-slim@sha256:a9f5f7c91a432850b2a8a7797adf5eadb6c733ceed61167806cee7ea7fbc29df
LABEL org.opencontainers.image.title="Countersign" \
  org.opencontainers.image.description="A self-hosted model registry that speaks MLflow and can prove what it says." \
  org.opencontainers.image.licenses="Apache-2.0" \
  org.opencontainers.image.version="0.1.0" \
  org.opencontainers.image.base.name="docker.io/library/node:24-slim"
WORKDIR /app
RUN mkdir /var/lib/countersign && chown 1000:1000 /var/lib/countersign && chmod 700 /var/lib/countersign
COPY package.json LICENSE* ./
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY --from=build /app/web/dist web/dist
# By number, so that a platform which lets no root in can tell.
USER 1000:1000
# As `npm start`: see docs/speed.md.
ENV COUNTERSIGN_HOME=/var/lib/countersign COUNTERSIGN_HOST=0.0.0.0 NODE_ENV=production MALLOC_ARENA_MAX=1
VOLUME /var/lib/countersign
EXPOSE 4000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT ?? 4000}/ready`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--max-semi-space-size=8", "--heap-growing-percent=20", "--expose-gc", "dist/src/main.js"]
