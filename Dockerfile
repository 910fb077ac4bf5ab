# One image for web, worker, signer, status, migrate and the ceremony; docker-compose.yml has their commands.

FROM node:24-bookworm-slim AS build
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1
COPY package.json package-lock.json ./
COPY prisma/schema.prisma prisma/schema.prisma
RUN npm install --no-audit --no-fund
COPY . .
RUN npm run build && npm prune --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:24-bookworm-slim
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 TANBA_VAR=/var/lib/tanba
# The identity that all of them run as; /var/lib/tanba holds the authority's files and is a volume.
RUN groupadd --gid 10001 tanba \
 && useradd --uid 10001 --gid tanba --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin tanba \
 && mkdir -p /var/lib/tanba /run/tanba && chown tanba:tanba /var/lib/tanba /run/tanba
WORKDIR /app
# web: the standalone build, which brings the modules that it needs
COPY --from=build /app/.next/standalone ./web
# the others: TypeScript as it stands, which Node 24 runs
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/prisma ./prisma
COPY --from=build /app/src ./src
USER tanba
EXPOSE 3000 3001
ENV HOSTNAME=0.0.0.0
CMD ["node", "web/server.js"]
