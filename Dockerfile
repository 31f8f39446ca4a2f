# syntax=docker/dockerfile:1.7
FROM node:20.19-bookworm-slim AS front-end
WORKDIR /portal
COPY package.json package-lock.json .npmrc ./
RUN npm ci --silent
COPY frontend frontend
COPY portal/static portal/static
RUN npm run --silent build

FROM python:3.11.14-slim-bookworm AS packages
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PIP_NO_CACHE_DIR=1
WORKDIR /packages
COPY requirements requirements
RUN pip install --quiet --require-hashes -r requirements/uv.txt \
    && python -m venv --without-pip /venv \
    && uv pip sync --quiet --python /venv/bin/python --require-hashes --compile-bytecode requirements/base.txt

FROM python:3.11.14-slim-bookworm
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=portal.settings.production \
    VAR_DIR=/var/lib/portal
RUN groupadd --system --gid 10001 portal \
    && useradd --system --uid 10001 --gid 10001 --home-dir /var/lib/portal --create-home portal
WORKDIR /portal
COPY --from=packages /venv /venv
COPY . .
COPY --from=front-end /portal/build build
RUN DJANGO_SETTINGS_MODULE=portal.settings.collect python manage.py collectstatic --noinput --verbosity 0
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=5 \
    CMD ["python", "-m", "tools.healthy", "http://127.0.0.1:8000/healthz"]
CMD ["gunicorn", "portal.wsgi", "--config", "deploy/gunicorn.py"]
