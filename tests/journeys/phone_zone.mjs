// The phone zone in real Chromium on the running server: ask, be asked back, change an answer, open a guide,
// with a keyboard, without JavaScript, in English, in large type; no accessibility fault that axe finds.
// One browser, and at most kAtOnce journeys side by side; a second server, with the same key, starts
// behind the first one's back for the journey that needs it. Screenshots go to build/screenshots.
// usage: [ZHELI_PACK=FOLDER] node tests/journeys/phone_zone.mjs PROGRAM
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const require = createRequire(join(root, 'web/package.json'))
const { chromium } = require('playwright-core')
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')
const port = 20000 + 2 * (process.pid % 10000)
const shots = join(root, 'build/screenshots')
mkdirSync(shots, { recursive: true })

const kAtOnce = 3 // more keep two cores no busier

let passed = 0
let failed = 0
const journeys = []
const journey = (name, steps) => journeys.push({ name, steps })

async function travel({ name, steps }) {
  const start = performance.now()
  const took = () => `${((performance.now() - start) / 1000).toFixed(1)} s`.padStart(7)
  try {
    await steps()
    passed += 1
    console.log(`ok    ${took()}  ${name}`)
  } catch (error) {
    failed += 1
    console.log(`FAIL  ${took()}  ${name}\n      ${String(error.message ?? error).split('\n').slice(0, 4).join('\n      ')}`)
  }
}
async function travelAll() {
  const waiting = [...journeys]
  const one = async () => { while (waiting.length > 0) await travel(waiting.shift()) }
  await Promise.all(Array.from({ length: kAtOnce }, one))
}
function must(condition, what) {
  if (!condition) throw new Error(what)
}

const programs = []
process.on('exit', () => programs.forEach((program) => program.kill('SIGTERM')))

/// Starts the program at `port`; `ready` is kept when it answers.
function serve(port) {
  const key = join(root, 'build/journey.key')
  const pack = process.env.ZHELI_PACK ?? join(root, 'packs/huzhou-police')
  const program = spawn(process.argv[2], ['serve', '--port', String(port), '--web', join(root, 'web/dist'),
    '--key-file', key, '--pack', pack], { stdio: ['ignore', 'inherit', 'inherit'] })
  programs.push(program)
  let ended = false
  program.on('exit', () => { ended = true })
  const ready = async () => {
    for (let i = 0; i < 1200; ++i) {
      if (ended) throw new Error('the server ended before it answered; its words are above')
      if (await fetch(`http://127.0.0.1:${port}/healthz`).then((r) => r.ok, () => false)) return
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    throw new Error('the server did not come up in 60 seconds')
  }
  return { address: `http://127.0.0.1:${port}`, ready: ready(), stop: () => program.kill('SIGTERM') }
}

async function open(options = {}) {
  const context = await browser.newContext({ viewport: { width: 375, height: 780 }, locale: 'zh-CN', ...options })
  const page = await context.newPage()
  page.setDefaultTimeout(20000)
  return page
}
const shot = (page, name) => page.screenshot({ path: join(shots, `${name}.png`), fullPage: true })

async function accessible(page) {
  await page.evaluate(axe)
  const result = await page.evaluate(() =>
    window.axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }))
  const faults = result.violations.map((v) => `${v.id}: ${v.nodes[0].html.slice(0, 90)}`)
  must(faults.length === 0, faults.join('\n'))
}
const hasHan = (texts) => /[\u4e00-\u9fff]/.test(texts.join(' '))
const noSideways = (page) => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)

async function ask(page, text) {
  await page.getByRole('search').getByRole('textbox').fill(text)
  await page.getByRole('search').getByRole('button', { name: /问|Ask/ }).click()
  await page.locator('article.card').last().waitFor()
}

const first = serve(port)
const base = first.address
const launched = chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
})
await first.ready
const second = serve(port + 1)
second.ready.catch(() => {}) // said where it is waited for
const browser = await launched

journey('home at 375 px', async () => {
  const page = await open()
  await page.goto(base)
  await page.getByRole('heading', { name: '大家常办' }).waitFor()
  must(await noSideways(page), 'the page scrolls sideways')
  await shot(page, 'home-375')
  await accessible(page)
})
journey('home at 1280 px', async () => {
  const page = await open({ viewport: { width: 1280, height: 900 } })
  await page.goto(base)
  await page.getByRole('heading', { name: '全部事项' }).waitFor()
  await shot(page, 'home-1280')
})
journey('nothing sideways at 320 px in large type', async () => {
  const page = await open({ viewport: { width: 320, height: 640 } })
  await page.goto(base)
  await page.getByRole('button', { name: '大字' }).click()
  await page.getByRole('heading', { name: '大家常办' }).waitFor()
  must(await noSideways(page), 'the page scrolls sideways')
  await shot(page, 'home-320-large')
  await ask(page, '身份证丢了')
  must(await noSideways(page), 'the talk scrolls sideways')
})
journey('ask, tap an answer, change it, ask what it costs', async () => {
  const page = await open()
  await page.goto(base)
  await ask(page, '老公户口在安徽想迁到湖州')
  await shot(page, 'talk-375')
  await accessible(page)
  const card = () => page.locator('article.card').last()
  for (let i = 0; i < 5 && (await card().locator('.question').count()) > 0; ++i) {
    const before = await page.locator('.turn').count()
    await card().locator('.options .option').first().click()
    await page.waitForFunction((n) => document.querySelectorAll('.turn').length > n, before)
    await page.waitForFunction(() => !document.body.innerText.includes('正在想…'))
  }
  must((await card().locator('.outcome').count()) > 0, 'no guide after the questions')
  await shot(page, 'talk-guide-375')
  must((await card().locator('.chip').count()) > 0, 'no fact chip')
  await ask(page, '那要多少钱')
  await page.getByText(/费用/).last().waitFor()
})
journey('lost ID card is answered by keyboard alone', async () => {
  const page = await open()
  await page.goto(base)
  await page.getByRole('search').getByRole('textbox').focus()
  await page.keyboard.type('身份证掉了咋弄')
  await page.keyboard.press('Enter')
  await page.locator('article.card').last().waitFor()
  must((await page.locator('article.card').last().innerText()).includes('身份证'), 'not about the ID card')
})
journey('danger shows the number to call first', async () => {
  const page = await open()
  await page.goto(`${base}/ask?text=${encodeURIComponent('救命有人持刀砍人')}`)
  await page.locator('a.call').waitFor()
  must((await page.locator('a.call').getAttribute('href')).startsWith('tel:1'), 'no number')
  await shot(page, 'urgent-375')
})
journey("an item's page: situations, materials, slip", async () => {
  const page = await open()
  await page.goto(`${base}/items/hukou-move-spouse`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.locator('.slip svg').waitFor()
  must((await page.getByText('免提交').count()) > 0, 'no material is pulled from a register')
  await shot(page, 'item-375')
  await accessible(page)
  await page.setViewportSize({ width: 1280, height: 900 })
  await shot(page, 'item-1280')
})
journey('English', async () => {
  const page = await open()
  await page.goto(base)
  await page.getByRole('button', { name: 'English' }).click()
  await page.getByRole('heading', { name: 'Often asked' }).waitFor()
  await shot(page, 'home-english')
  await ask(page, 'I lost my passport')
  await shot(page, 'talk-english')
  await page.goto(`${base}/items/foreigner-residence-permit`)
  await page.getByText('What do you need to do?').waitFor()
  must(!hasHan(await page.locator('fieldset').allInnerTexts()), 'a question is in Chinese')
  await shot(page, 'item-english')
})
journey('asked in English on a Chinese phone: questions, options and outcome in English', async () => {
  const page = await open()
  await page.goto(base)
  await ask(page, 'how do I extend my residence permit, I am a foreigner working here')
  const card = () => page.locator('article.card').last()
  for (let i = 0; i < 6 && (await card().locator('.options .option:not(.quiet), .offers .tile').count()) > 0; ++i) {
    must(!hasHan(await card().locator('.question, .options, .offers').allInnerTexts()), 'an option is in Chinese')
    const before = await page.locator('.turn').count()
    await card().locator('.options .option:not(.quiet), .offers .tile').first().click()
    await page.waitForFunction((n) => document.querySelectorAll('.turn').length > n, before)
    await page.waitForFunction(() => !document.body.innerText.includes('正在想…'))
  }
  must((await card().locator('.outcome').count()) > 0, 'no guide after the questions')
  must(!hasHan(await card().locator('.outcome').allInnerTexts()), 'the outcome is in Chinese')
  must((await card().getAttribute('lang')) === 'en', 'the card does not say that it is English')
  await shot(page, 'talk-english-375')
  await accessible(page)
})
journey('guides and answers read without JavaScript', async () => {
  const page = await open({ javaScriptEnabled: false })
  await page.goto(base)
  await page.locator('input[name=text]').fill('驾驶证丢了怎么办')
  await page.locator('form button').first().click()
  must((await page.content()).includes('驾驶证'), 'no answer')
  await page.goto(`${base}/items/idcard-reissue-lost`)
  must((await page.locator('h1').innerText()).includes('身份证'), 'no guide')
  await shot(page, 'no-script-375')
})
journey('the first load is under 150 KB compressed', async () => {
  const page = await open()
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  let bytes = 0
  session.on('Network.loadingFinished', (event) => { bytes += event.encodedDataLength })
  await page.goto(base, { waitUntil: 'networkidle' })
  console.log(`      first load ${(bytes / 1024).toFixed(0)} KB`)
  must(bytes < 150 * 1024, `${bytes} bytes`)
})
journey('a talk that the server does not know begins anew', async () => {
  const page = await open()
  await page.goto(base)
  await ask(page, '身份证丢了')
  await page.route('**/api/v1/ask', (route) => {
    const question = route.request().postDataJSON()
    if (question.conversation) question.conversation = 'of.another'
    route.continue({ postData: JSON.stringify(question) })
  })
  await page.getByRole('search').getByRole('textbox').fill('驾驶证丢了')
  await page.keyboard.press('Enter')
  await page.getByText('刚才的对话接不上了').waitFor()
  await page.getByRole('button', { name: '再试一次' }).click()
  await page.locator('article.card').nth(1).waitFor()
})

await travelAll()

// Last, because it stops the server of the others.
await travel({ name: 'a talk goes on where the server is another one with the same key', steps: async () => {
  const ask = (server, body) =>
    fetch(`${server.address}/api/v1/ask`, { method: 'POST', body: JSON.stringify(body) }).then((r) => r.json())
  const begun = await ask(first, { text: '身份证过期了' })
  first.stop()
  await second.ready
  const next = await ask(second, { text: '那要多少钱', conversation: begun.conversation })
  must(next.facet === 'fee', `the token was not understood: ${JSON.stringify(next).slice(0, 200)}`)
} })

await browser.close()
console.log(`journeys: ${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
