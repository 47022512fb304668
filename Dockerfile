# The image of web, worker, beat and migrate. Nothing is compiled in the last stage, nothing runs as root.

FROM node:24-bookworm-slim AS front
WORKDIR /front
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY static/src static/src
RUN npm run build

FROM python:3.11-slim-bookworm AS packages
COPY requirements.txt .
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --require-hashes -r requirements.txt

FROM python:3.11-slim-bookworm
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
# Pango and fonts for every language of the house: a case as a PDF.
RUN apt-get update \
 && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core fonts-noto-core \
 && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --no-create-home hatereport \
 && install -d -o hatereport -m 0700 /var/lib/hatereport/media /var/lib/hatereport/anchors
WORKDIR /app
COPY --from=packages /venv /venv
COPY . .
COPY --from=front /front/static/dist static/dist
RUN python manage.py collectstatic --noinput --verbosity 0 \
 && python -m hatereport.languages compile && python -m compileall -q .
USER hatereport
ENV HOST=0.0.0.0 PORT=8000 MEDIA_ROOT=/var/lib/hatereport/media AUDIT_ANCHOR_DIR=/var/lib/hatereport/anchors
EXPOSE 8000
CMD ["gunicorn", "hatereport.wsgi"]
