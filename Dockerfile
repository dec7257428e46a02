# Three images from one file: `build` makes what the other two need; `portal` runs the web server,
# the workers and all commands; `front` is nginx with the portal's static files.

FROM python:3.11.14-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PYTHONDONTWRITEBYTECODE=1
RUN python -m venv /opt/beamfinder
ENV PATH=/opt/beamfinder/bin:$PATH
WORKDIR /srv/beamfinder
COPY requirements/production.txt requirements/
RUN pip install --require-hashes --requirement requirements/production.txt
COPY . .
# The key signs nothing: collecting files only needs production's way of naming them.
RUN PRODUCTION=yes SECRET_KEY=only-for-collecting-static-files \
    BEAMFINDER_HOME=/tmp/beamfinder STATIC_ROOT=/srv/static \
    python manage.py collectstatic --no-input

FROM python:3.11.14-slim-bookworm AS portal
RUN useradd --system --uid 10001 --create-home --home-dir /var/lib/beamfinder beamfinder
ENV PATH=/opt/beamfinder/bin:$PATH \
    PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    BEAMFINDER_HOME=/var/lib/beamfinder STATIC_ROOT=/srv/static \
    WEB_CONCURRENCY=2
COPY --from=build /opt/beamfinder /opt/beamfinder
COPY --from=build /srv/beamfinder /srv/beamfinder
COPY --from=build --chown=beamfinder /srv/static /srv/static
WORKDIR /srv/beamfinder
USER beamfinder
VOLUME /var/lib/beamfinder
EXPOSE 8000
CMD ["gunicorn", "--config", "deploy/gunicorn.conf.py", "--bind", "0.0.0.0:8000", "portal.wsgi"]

FROM nginx:1.28.0-bookworm AS front
COPY --from=build /srv/static /srv/static
COPY deploy/nginx.conf /etc/nginx/nginx.conf
COPY deploy/proxy.conf /etc/nginx/proxy.conf
