# Credence's server with a finished export: no shell, package manager or build tool is used at run
# time, nothing is written, and the user is not root.
#
#   docker build -t credence .
#   docker run --read-only --cap-drop ALL -p 127.0.0.1:4280:4280 \
#     -v ./config.json:/app/config.json:ro credence
#
# Below a path that a proxy passes on: -e BASE_PATH=/tools/credence. One that removes the path needs nothing.

# Updated by hand, tag and digest together: the digest is the index of all platforms.
FROM node:26.10.0-bookworm-slim@sha256:662933cf47f013bc8e4beb31a6116448427a82057ba7c42c97e4c5ba766504c2 AS build
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN node scripts/release.mjs --to /release --dist /dist

FROM node:26.10.0-bookworm-slim@sha256:662933cf47f013bc8e4beb31a6116448427a82057ba7c42c97e4c5ba766504c2
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4280
WORKDIR /app
COPY --from=build --chown=root:root /release/ ./
USER 10001:10001
EXPOSE 4280
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=3s --start-period=5s CMD ["node", "scripts/serve/health.mjs"]
ENTRYPOINT ["node", "scripts/serve.mjs"]
