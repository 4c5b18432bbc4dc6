# The service alone: give it PostgreSQL 15 or later by DATABASE_URL (and DATABASE_OWNER_URL), as docker-compose.yml does.
FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY scripts scripts
COPY migrations migrations
COPY verify verify
COPY src src
COPY web web
RUN npm run build

FROM node:24-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Without optional packages: the image brings Node, and somebody else brings PostgreSQL.
RUN npm ci --ignore-scripts --omit=dev --omit=optional

FROM node:24-slim
WORKDIR /app
RUN mkdir /var/lib/countersign && chown node:node /var/lib/countersign && chmod 700 /var/lib/countersign
COPY package.json LICENSE* ./
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY --from=build /app/web/dist web/dist
USER node
ENV COUNTERSIGN_HOME=/var/lib/countersign COUNTERSIGN_HOST=0.0.0.0
VOLUME /var/lib/countersign
EXPOSE 4000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT ?? 4000}/ready`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--max-semi-space-size=8", "--heap-growing-percent=20", "dist/src/main.js"]
