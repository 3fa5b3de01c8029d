// The page that checks receipts, in real Chromium, from a file and without a network: a good receipt, each way in which one
// can be bad by its name, proofs of transparency-dev/merkle where ZHELI_PEERS has them; both languages, axe, a phone's width.
// Screenshots go to build/screenshots. usage: node tests/journeys/verify_page.mjs SAMPLE_LOG
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const require = createRequire(join(root, 'web/package.json'))
const { chromium } = require('playwright-core')
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')
const shots = join(root, 'build/screenshots')
mkdirSync(shots, { recursive: true })

let passed = 0
let failed = 0
async function journey(name, steps) {
  try {
    await steps()
    passed += 1
    console.log(`ok    ${name}`)
  } catch (error) {
    failed += 1
    console.log(`FAIL  ${name}\n      ${String(error.message ?? error).split('\n').slice(0, 4).join('\n      ')}`)
  }
}
function must(condition, what) {
  if (!condition) throw new Error(what)
}

const log = mkdtempSync(join(tmpdir(), 'zheli-verify-'))
execFileSync(process.argv[2], [log, '300'])
const receipt = readFileSync(join(log, 'receipt.tlog-proof'), 'utf8')
const policy = readFileSync(join(log, 'policy'), 'utf8')

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] })
const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 375, height: 800 }, offline: true })
const page = await context.newPage()
const asked = []
const troubles = []
page.on('request', (request) => asked.push(request.url()))
page.on('pageerror', (error) => troubles.push(String(error)))
await page.goto(`file://${join(root, 'web/dist/verify.html')}`)

async function verify(given, trusted = policy) {
  await page.fill('#receipt', given)
  await page.fill('#policy', trusted)
  await page.click('form button')
  await page.waitForFunction(() => document.querySelector('#answer h2') !== null)
  return page.innerText('#answer')
}
async function sound(name) {
  await page.addScriptTag({ content: axe })
  const found = await page.evaluate(() => globalThis.axe.run(document, { rules: { region: { enabled: false } } }))
  must(found.violations.length === 0, `${name}: ${found.violations.map((one) => `${one.id} ${one.nodes[0].html}`).join('; ')}`)
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  must(wide <= 0, `${name}: ${wide} px too wide`)
  await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true })
}

await journey('a good receipt shows its record, offline, from a file', async () => {
  await sound('verify-375')
  const said = await verify(receipt)
  for (const word of ['核验通过', '"n": 150', '办件事件', 'log.example/huzhou', 'police', 'auditor', 'SM2']) must(said.includes(word), `no ${word} in ${said}`)
  await sound('verify-good-375')
})

await journey('in English, at a desk', async () => {
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.click('#language')
  must((await page.innerText('#answer')).includes('The receipt is good'), 'the answer is not in English')
  must(await page.evaluate(() => document.documentElement.lang) === 'en', 'the page does not say its language')
  await sound('verify-good-1280')
  await page.click('#language')
})

const lines = (text, change) => text.split('\n').map(change).join('\n')
/** Another letter within the signature of the line that `is` it. */
const forged = (is) => lines(receipt, (line) => (line.startsWith(`— ${is}`) ? line.slice(0, 60) + (line[60] === 'A' ? 'B' : 'A') + line.slice(61) : line))
const bad = [
  ['another index', receipt.replace('\nindex 150\n', '\nindex 151\n'), policy, 'wrong-record'],
  ['another record', lines(receipt, (line) => (line.startsWith('extra ') ? `${line.slice(0, 60)}${line[60] === 'A' ? 'B' : 'A'}${line.slice(61)}` : line)), policy, 'wrong-record'],
  ['a step left out', receipt.replace(/\n[A-Za-z0-9+/]{43}=\n\n/, '\n\n'), policy, 'wrong-record'],
  ['another root', receipt.replace(/\n300\n./, (was) => `\n300\n${was.at(-1) === 'A' ? 'B' : 'A'}`), policy, 'forged'],
  ['a forged log', forged('log.example'), policy, 'forged'],
  ['a forged witness', forged('witness.example/police'), policy, 'forged'],
  ['a witness left out', receipt.replace(/— witness.example\/auditor .*\n/, ''), policy, 'few-witnesses'],
  ['an SM2 line left out', receipt.replace(/(— log.example.*\n)— log.example.*\n/, '$1'), policy, 'unsigned-log'],
  ['a log that the policy does not name', receipt, policy.replace(/log .*\nlog .*\n/, ''), 'wrong-origin'],
  ['a key that is not its own', receipt, policy.replace('log.example', 'lug.example'), 'malformed'],
  ['half a file', receipt.slice(0, receipt.length / 2), policy, 'malformed'],
  ['no proof', 'text', policy, 'malformed'],
  ['no policy', receipt, 'text', 'malformed'],
  ['a policy without a quorum', receipt, policy.replace(/quorum .*\n/, ''), 'malformed'],
  ['HTML', receipt, '<img src=x onerror=alert(1)>', 'malformed'],
]
for (const [what, given, trusted, fault] of bad) {
  await journey(`${what}: ${fault}`, async () => {
    must(given !== receipt || trusted !== policy, 'nothing was changed')
    const said = await verify(given, trusted)
    must(said.includes('核验未通过') && said.includes(`${fault}: `), said)
  })
}
await sound('verify-bad-1280')

await journey('the proofs of transparency-dev/merkle are accepted and refused', async () => {
  const folder = process.env.ZHELI_PEERS && join(process.env.ZHELI_PEERS, 'tlog/merkle/inclusion')
  if (!folder || !existsSync(folder)) return console.log('      left out: ZHELI_PEERS names no folder of reference data')
  let count = 0
  for (const entry of readdirSync(folder, { recursive: true }).filter((one) => one.endsWith('.json'))) {
    const vector = JSON.parse(readFileSync(join(folder, entry), 'utf8'))
    const holds = await page.evaluate(async ({ leafIdx, treeSize, root, leafHash, proof }) => {
      try {
        const bytes = (text) => Uint8Array.from(atob(text ?? ''), (letter) => letter.charCodeAt(0))
        const path = (proof ?? []).map(bytes), leaf = bytes(leafHash), wanted = bytes(root)
        if ([...path, leaf, wanted].some((hash) => hash.length !== 32)) return false
        const got = await globalThis.rootOfInclusion(BigInt(leafIdx), BigInt(treeSize), leaf, path)
        return got !== null && got.every((byte, i) => byte === wanted[i])
      } catch { return false }
    }, vector)
    must(holds === !vector.wantErr, `${entry}: ${holds}`)
    count += 1
  }
  must(count >= 90, `only ${count} vectors`)
})

await journey('nothing was asked of a network, and nothing went wrong', async () => {
  must(asked.every((url) => url.startsWith('file://')), asked.join(' '))
  must(troubles.length === 0, troubles.join(' '))
})

await browser.close()
rmSync(log, { recursive: true })
console.log(`journeys: ${passed} passed, ${failed} failed`)
process.exit(failed > 0 ? 1 : 0)
