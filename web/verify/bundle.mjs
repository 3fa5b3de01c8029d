// web/verify → dist/verify.html: one file with everything in it, so that it works from a disk without a network.
import { readFileSync, writeFileSync } from 'node:fs'
import { build } from 'vite'

const [{ output }] = await build({
  configFile: false, logLevel: 'warn', publicDir: false,
  build: { target: 'es2022', write: false, modulePreload: false, rollupOptions: { input: 'verify/page.ts', output: { format: 'iife' } } },
}).then((made) => [made].flat())
const script = output[0].code.trim()
if (script.includes('</script')) throw new Error('the script would end the page')
const page = readFileSync('verify/page.html', 'utf8')
writeFileSync('dist/verify.html', page.replace('<!--script-->', () => `<script>${script}</script>`))
