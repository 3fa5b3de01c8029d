// How soon the start page is usable on a poor phone: slow 4G (150 ms, 1.6 Mbit/s down, 750 kbit/s up) and a
// processor four times slower, in Chromium, nothing cached. Medians of five loads, in ms:
//   seen    the served page stands with its box: it can be asked without the script
//   usable  the script has taken over
// and the bytes that were sent for it. usage: node bench/pages.mjs PROGRAM
import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const { chromium } = createRequire(join(root, 'web/package.json'))('playwright-core')
const base = 'http://127.0.0.1:18081'
const program = spawn(process.argv[2], ['serve', '--port', '18081', '--web', join(root, 'web/dist'), '--key-file', join(root, 'build/bench.key'),
  '--pack', join(root, 'packs/huzhou-police')], { stdio: ['ignore', 'ignore', 'inherit'] })
process.on('exit', () => program.kill('SIGTERM'))
for (let i = 0; i < 600 && !(await fetch(`${base}/healthz`).then((r) => r.ok, () => false)); ++i) await new Promise((soon) => setTimeout(soon, 100))

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] })
const loads = []
for (let i = 0; i < 5; ++i) {
  const context = await browser.newContext({ viewport: { width: 375, height: 667 } })
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 0.75e6 / 8 })
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  let bytes = 0
  session.on('Network.loadingFinished', ({ encodedDataLength }) => { bytes += encodedDataLength })
  await page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (!document.querySelector('.ask-box')) return
      observer.disconnect()
      requestAnimationFrame(() => { window.usable = performance.now() })
    }).observe(document, { childList: true, subtree: true })
  })
  await page.goto(base, { waitUntil: 'networkidle' })
  await page.waitForFunction(() => window.usable)
  const [seen, usable] = await page.evaluate(() => [performance.getEntriesByName('first-contentful-paint')[0].startTime, window.usable])
  loads.push({ seen, usable, bytes })
  await context.close()
}
await browser.close()
const median = (name) => loads.map((one) => one[name]).sort((a, b) => a - b)[2]
console.log(`start page, slow 4G, 4x CPU: seen ${median('seen').toFixed(0)} ms, usable ${median('usable').toFixed(0)} ms, ${(median('bytes') / 1024).toFixed(0)} KB`)
process.exit(0)
