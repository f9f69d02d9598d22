# Credence's server with a finished export: no shell, package manager or build tool is used at run
# time, nothing is written, and the user is not root.
#
#   docker build -t credence .
#   docker run --read-only --cap-drop ALL -p 127.0.0.1:4280:4280 \
#     -v ./config.json:/app/config.json:ro credence
#
# Below another site's root: --build-arg BASE_PATH=/credence

FROM node:22-slim AS build
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
ARG BASE_PATH=
RUN BASE_PATH=$BASE_PATH node scripts/release.mjs --to /release

FROM node:22-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4280
WORKDIR /app
COPY --from=build --chown=root:root /release/ ./
USER 10001:10001
EXPOSE 4280
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=3s --start-period=5s CMD ["node", "scripts/serve/health.mjs"]
ENTRYPOINT ["node", "scripts/serve.mjs"]
