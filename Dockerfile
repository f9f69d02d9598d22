# Credence's server with a finished export: no shell, package manager or build tool is used at run
# time, nothing is written, and the user is not root.
#
#   docker build -t credence .
#   docker run --read-only --cap-drop ALL -p 127.0.0.1:4280:4280 \
#     -v ./config.json:/app/config.json:ro credence
#
# Below a path that a proxy passes on: -e BASE_PATH=/tools/credence. One that removes the path needs nothing.

# Updated by hand, tag and digest together: the digest is the index of all platforms.
FROM node:22.23.3-bookworm-slim@sha256:c3de60bf2f9dd0ac6370e6117950ff62d6e339527e7472301c9c78a017978392 AS build
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN node scripts/release.mjs --to /release

FROM node:22.23.3-bookworm-slim@sha256:c3de60bf2f9dd0ac6370e6117950ff62d6e339527e7472301c9c78a017978392
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4280
WORKDIR /app
COPY --from=build --chown=root:root /release/ ./
USER 10001:10001
EXPOSE 4280
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=3s --start-period=5s CMD ["node", "scripts/serve/health.mjs"]
ENTRYPOINT ["node", "scripts/serve.mjs"]
