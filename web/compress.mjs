// Writes a .gz beside every text file of dist/, so that the server sends it as it lies.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

for (const entry of readdirSync('dist', { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !/\.(js|css|html|svg|json|webmanifest)$/.test(entry.name)) continue
  const path = join(entry.parentPath ?? entry.path, entry.name)
  writeFileSync(path + '.gz', gzipSync(readFileSync(path), { level: 9 }))
}
