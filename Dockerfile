# syntax=docker/dockerfile:1
# The service with its demo bundle: the service extra alone, no training package, a user without rights, nothing to write but /data and /tmp.
#   docker build -t valuation .            (docs/deployment.md: what to give it, and what was tested of it)
# Where `wheels/` lies in the build context (`make wheelhouse OUT=wheels`), packages come from there and no network is asked.
ARG PYTHON=python:3.11-slim-bookworm

FROM ${PYTHON} AS packages
# Further packages beside the lock, for `s3` and `telemetry`: --build-arg OPTIONAL="s3fs opentelemetry-sdk opentelemetry-exporter-otlp-proto-http"
ARG OPTIONAL=""
SHELL ["/bin/bash", "-euo", "pipefail", "-c"]
COPY requirements/service.txt /build/requirements/service.txt
RUN python3 -m venv --without-pip /opt/venv
# What is installed is held to the lock by its own line; words of OPTIONAL are split on purpose.
# hadolint ignore=DL3013,SC2086
RUN --mount=type=bind,source=.,target=/context \
    from=(); if [ -d /context/wheels ]; then from=(--no-index --find-links /context/wheels); fi; \
    python3 -m venv /tmp/pip && \
    /tmp/pip/bin/pip --python /opt/venv/bin/python3 install --no-cache-dir --no-compile --only-binary :all: "${from[@]}" \
        -r /build/requirements/service.txt -c /build/requirements/service.txt ${OPTIONAL}

FROM ${PYTHON}
# Compiled at build: the root is read-only when it runs.
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=/app ORT_DISABLE_TELEMETRY=1 \
    VALUATION_HOST=0.0.0.0 VALUATION_PORT=8000 VALUATION_DATA=/data
RUN groupadd --gid 10001 valuation && \
    useradd --uid 10001 --gid valuation --home-dir /data --no-create-home --shell /usr/sbin/nologin valuation && \
    install -d -o valuation -g valuation -m 0700 /data && \
    printf '#!/bin/sh\nexec python3 -m service.cli "$@"\n' > /usr/local/bin/valuation && chmod 0755 /usr/local/bin/valuation
COPY --from=packages /opt/venv /opt/venv
WORKDIR /app
COPY LICENSE pyproject.toml ./
COPY valuation ./valuation
COPY models ./models
COPY service ./service
RUN python3 -m compileall -q -j 0 /app /opt/venv/lib
USER 10001:10001
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 CMD ["python3", "-m", "service.healthcheck"]
ENTRYPOINT ["python3", "-m"]
CMD ["service"]
