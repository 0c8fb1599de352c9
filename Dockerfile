# unionwatch: the daemon, or with another command the web pages. See docs/operations.md.
FROM python:3.11-slim-bookworm AS build
WORKDIR /src
COPY pyproject.toml constraints.txt README.md LICENSE ./
COPY parsers parsers
COPY crawler crawler
COPY scheduler scheduler
COPY fixtures fixtures
RUN python -m venv /opt/unionwatch \
    && /opt/unionwatch/bin/pip install --no-cache-dir -c constraints.txt '.[web,notify]'

FROM python:3.11-slim-bookworm
# The newest certificates and time zones of the release are wanted, hence no versions.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates tzdata \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --create-home --home-dir /data --shell /usr/sbin/nologin unionwatch
COPY --from=build /opt/unionwatch /opt/unionwatch
ENV PATH=/opt/unionwatch/bin:$PATH \
    UNIONWATCH_DB=/data/unionwatch.db \
    PYTHONUNBUFFERED=1
# A number, so that Kubernetes can tell that it is not root.
USER 10001
WORKDIR /data
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=1m --timeout=20s --start-period=1m --retries=3 \
    CMD ["unionwatch", "status", "--alive"]
ENTRYPOINT ["unionwatch"]
CMD ["run", "--log-format", "json"]
