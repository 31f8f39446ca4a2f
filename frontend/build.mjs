// Builds what browsers load into build/static/portal/ (ignored by git): one style sheet, one script
// and the fonts. Skips when nothing that goes in has changed. `--watch` builds again on each save.
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, watch, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const SOURCES = join(ROOT, "portal/static/portal");
const OUT = join(ROOT, "build/static/portal");
const STAMP = join(ROOT, "build/frontend.stamp");
const MODULES = join(ROOT, "node_modules");
const FONTS = join(MODULES, "@fontsource-variable/atkinson-hyperlegible-next/files");
// Browsers that know cascade layers and ES modules; older ones get the plain HTML.
const TARGET = ["chrome109", "edge109", "firefox115", "safari15.6"];

function filesUnder(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

function fingerprint() {
  const hash = createHash("sha256");
  const inputs = [
    fileURLToPath(import.meta.url),
    join(ROOT, "package-lock.json"),
    ...filesUnder(join(SOURCES, "css")),
    ...filesUnder(join(SOURCES, "js")),
  ];
  for (const file of inputs) {
    hash.update(relative(ROOT, file)).update("\0").update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

function isBuilt(stamp) {
  try {
    readFileSync(join(OUT, "dist/portal.css"));
    readFileSync(join(OUT, "dist/portal.js"));
    return readFileSync(STAMP, "utf8") === stamp;
  } catch {
    return false;
  }
}

// The component base is Sass; everything of ours is plain CSS with @import.
function sassPlugin(sass) {
  return {
    name: "sass",
    setup(build) {
      build.onLoad({ filter: /\.scss$/ }, ({ path }) => {
        const { css } = sass.compile(path, { loadPaths: [MODULES], quietDeps: true });
        return { contents: css, loader: "css", resolveDir: dirname(path) };
      });
    },
  };
}

async function build() {
  const [esbuild, sass] = await Promise.all([import("esbuild"), import("sass")]);
  rmSync(join(OUT, "dist"), { recursive: true, force: true });
  const shared = { bundle: true, minify: true, target: TARGET, logLevel: "warning" };
  await Promise.all([
    esbuild.build({
      ...shared,
      entryPoints: [join(SOURCES, "css/portal.css")],
      outfile: join(OUT, "dist/portal.css"),
      // Left as written: Django gives them their hashed names when it collects the files.
      external: ["../fonts/*", "../images/*"],
      plugins: [sassPlugin(sass)],
    }),
    esbuild.build({
      ...shared,
      entryPoints: [join(SOURCES, "js/portal.js")],
      outfile: join(OUT, "dist/portal.js"),
      format: "esm",
      nodePaths: [MODULES],
    }),
  ]);
  mkdirSync(join(OUT, "fonts"), { recursive: true });
  for (const font of readdirSync(FONTS).filter((name) => name.includes("wght"))) {
    cpSync(join(FONTS, font), join(OUT, "fonts", font));
  }
}

async function buildIfChanged() {
  const stamp = fingerprint();
  if (isBuilt(stamp)) {
    console.log("Front end: nothing changed.");
    return;
  }
  const start = performance.now();
  await build();
  writeFileSync(STAMP, stamp);
  console.log(`Front end: built in ${Math.round(performance.now() - start)} ms.`);
}

await buildIfChanged();

if (process.argv.includes("--watch")) {
  let waiting = null;
  const again = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => buildIfChanged().catch((error) => console.error(error.message)), 100);
  };
  watch(join(SOURCES, "css"), { recursive: true }, again);
  watch(join(SOURCES, "js"), { recursive: true }, again);
}
