// Scales the photographs of a folder with sharp: node pictures.mjs PHOTOS OUTPUT 480,960,1440,1920
import { mkdirSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { join } from "node:path";

const [photos, output, list] = process.argv.slice(2);
const sharp = createRequire(join(process.env.SHARP, "package.json"))("sharp");
const widths = list.split(",").map(Number);
const waiting = readdirSync(photos).filter((name) => name.endsWith(".jpg"));
mkdirSync(output, { recursive: true });
sharp.cache(false);
sharp.concurrency(1); // as many photographs at a time as there are cores, each in one thread

async function scaled(name) {
  const photo = sharp(join(photos, name)).rotate();
  const stem = join(output, name.slice(0, -4));
  for (const width of widths) {
    const small = photo.clone().resize(width);
    await Promise.all([
      small.clone().webp({ quality: 80 }).toFile(`${stem}-${width}.webp`),
      small.clone().jpeg({ quality: 80 }).toFile(`${stem}-${width}.jpg`),
    ]);
  }
}

async function worker() {
  while (waiting.length) await scaled(waiting.pop());
}

await Promise.all(Array.from({ length: availableParallelism() }, worker));
