# The mock server as a container:
#   docker build -t license-api-kit . && docker run --rm -p 127.0.0.1:8080:8080 license-api-kit
# Flags of `serve` go to the end of `docker run`, as in `… license-api-kit --quiet`. The port stays 8080 inside, which the
# health check asks; -p maps it to any other. A caller from outside may control the mock with a token only:
#   docker run --rm -p 127.0.0.1:8080:8080 -e LICENSE_API_KIT_CONTROL_TOKEN=… license-api-kit

FROM node:20.20-slim AS build
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build

FROM node:20.20-slim AS dependencies
WORKDIR /dependencies
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --omit=dev

FROM node:20.20-slim
ENV NODE_ENV=production
WORKDIR /app
COPY package.json LICENSE ./
COPY --from=dependencies /dependencies/node_modules ./node_modules
# For --store redis://…: a peer that whoever wants it installs, which nobody can here; it needs no other package
COPY --from=build /build/node_modules/@redis/client ./node_modules/@redis/client
COPY --from=build /build/dist ./dist
# The image's user `node`, by number: an orchestrator sees that it is not root
USER 1000:1000
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8080/__mock/health').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# The exec form, so that signals reach the server. All addresses, as a container's own loopback is reached by nobody else
ENTRYPOINT ["node", "dist/cli.js", "serve", "--host", "0.0.0.0"]
