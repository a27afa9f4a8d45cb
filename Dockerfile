# syntax=docker/dockerfile:1

FROM node:24-bookworm-slim AS build
WORKDIR /srv/guildhall
COPY . .
RUN npm run build
# i18next keeps the compiler beside it, for its types alone, and pdfjs-dist what it would draw with.
RUN npm prune --omit=dev && rm -rf node_modules/typescript node_modules/@napi-rs/canvas*

FROM node:24-bookworm-slim
WORKDIR /srv/guildhall
ENV NODE_ENV=production DATA_DIR=/data
RUN install --directory --owner=node --group=node /data
COPY --from=build /srv/guildhall/node_modules node_modules
COPY --from=build /srv/guildhall/dist dist
# PostgreSQL, embedded or not, opens its folder to one user only.
COPY --from=build --chown=node:node /srv/guildhall/.cache .cache
COPY migrations migrations
COPY views views
COPY locales locales
COPY package.json lti-config.json ./
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--enable-source-maps", "dist/main.js"]
