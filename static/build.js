/*
 * Makes static/dist/ out of static/src/: styles (left to right, and mirrored), scripts, the icon.
 *
 * Run by `npm run build`. What comes out is not committed; the manifest storage of Django adds
 * hashes and compresses. The build stops if a style would fetch anything: pages load from
 * nowhere but this service.
 */
import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";
import postcss from "postcss";
import rtlcss from "rtlcss";
import * as sass from "sass";

const place = (path) => fileURLToPath(new URL(path, import.meta.url));
const PAGES = ["public", "desk"];
/* Django's own pages, dressed as ours: a style and no script. */
const DRESSED = ["back_office"];
const BROWSERS = ["es2020", "safari15", "firefox91", "chrome90"];

await rm(place("dist"), { recursive: true, force: true });
await mkdir(place("dist"), { recursive: true });

for (const page of [...PAGES, ...DRESSED]) {
  const compiled = sass.compile(place(`src/scss/${page}.scss`), {
    loadPaths: [place(".."), place("../node_modules")],
    quietDeps: true,
  });
  const { css } = await postcss([withoutPictures]).process(compiled.css, { from: undefined });
  if (css.includes("url(")) throw new Error(`${page}.css would fetch something`);
  await writeStyle(`${page}.css`, css);
  await writeStyle(`${page}.rtl.css`, rtlcss.process(css));
  if (DRESSED.includes(page)) continue;
  await build({
    entryPoints: [place(`src/js/${page}.js`)],
    outfile: place(`dist/${page}.js`),
    bundle: true,
    minify: true,
    format: "iife",
    target: BROWSERS,
    legalComments: "none",
  });
}
await cp(place("src/images"), place("dist"), { recursive: true });

/* The case-work components of the Ministry of Justice come with icons that we do not use. */
function withoutPictures(root) {
  root.walkDecls((declaration) => {
    if (declaration.value.includes("url(")) declaration.remove();
  });
}

async function writeStyle(name, css) {
  const { code } = await transform(css, { loader: "css", minify: true, target: BROWSERS, legalComments: "none" });
  await writeFile(place(`dist/${name}`), code);
}
