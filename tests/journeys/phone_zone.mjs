// The phone zone in real Chromium on the running server: ask, be asked back, change an answer, open a guide,
// print a slip; over slow, broken and missing networks, over back and reload; with a keyboard, by voice, in
// the dark, in large type, in English, without JavaScript. `sound` holds every page and state to the same:
// nothing that axe finds, one heading, a title, targets of 44 px, nothing sideways.
// One browser, and at most kAtOnce journeys side by side; a second server, with the same key but below
// a path of its own, starts behind the first one's back for the journeys that need it. Screenshots go to build/screenshots.
// usage: [ZHELI_PACK=FOLDER] node tests/journeys/phone_zone.mjs PROGRAM
import { execFile, spawn } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { dirname, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const require = createRequire(join(root, 'web/package.json'))
const { chromium } = require('playwright-core')
const qrcode = require('qrcode-generator')
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')
const port = 20000 + 4 * (process.pid % 10000)
const elsewhere = `http://127.0.0.1:${port + 2}` // where pages lie that are not beside their server
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

/// Starts the program at `port`, its pages and interface below `below`; `ready` is kept when it answers.
function serve(port, below = '/') {
  const key = join(root, 'build/journey.key')
  const pack = process.env.ZHELI_PACK ?? join(root, 'packs/huzhou-police')
  const program = spawn(process.argv[2], ['serve', '--port', String(port), '--web', join(root, 'web/dist'),
    '--key-file', key, '--pack', pack, '--base', below, '--allow-origin', elsewhere,
    '--feedback-file', join(root, 'build/journey-feedback.tsv')], { stdio: ['ignore', 'inherit', 'inherit'] })
  programs.push(program)
  const address = `http://127.0.0.1:${port}${below.slice(0, -1)}`
  let ended = false
  program.on('exit', () => { ended = true })
  const ready = async () => {
    for (let i = 0; i < 1200; ++i) {
      if (ended) throw new Error('the server ended before it answered; its words are above')
      if (await fetch(`${address}/healthz`).then((r) => r.ok, () => false)) return
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    throw new Error('the server did not come up in 60 seconds')
  }
  return { address, ready: ready(), stop: () => program.kill('SIGTERM') }
}

async function open(options = {}) {
  const context = await browser.newContext({ viewport: { width: 375, height: 667 }, locale: 'zh-CN', ...options })
  const page = await context.newPage()
  page.setDefaultTimeout(20000)
  return page
}
const shot = (page, name) => page.screenshot({ path: join(shots, `${name}.png`), fullPage: true })

const hasHan = (texts) => /[\u4e00-\u9fff]/.test(texts.join(' '))
const noSideways = (page) => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)

/// What can be tapped and is smaller than 44 px; links within a sentence may be.
const smallTargets = (page) => page.evaluate(() => [...document.querySelectorAll('a, button, summary, input:not([type=hidden])')]
  .filter((one) => one.checkVisibility() && !one.matches('.skip, .code, .slip *, label > *') && getComputedStyle(one).display !== 'inline')
  .map((one) => ({ one, box: one.getBoundingClientRect() }))
  .filter(({ box }) => box.height < 43.9 || box.width < 43.9)
  .map(({ one, box }) => `${one.outerHTML.slice(0, 80)} is ${Math.round(box.width)} × ${Math.round(box.height)}`))

/// Nothing of a page that everyone can expect is amiss. At its end, where the box lies over nothing: axe takes
/// what scrolls beneath it for too small.
async function sound(page) {
  await page.evaluate(axe)
  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight))
  const result = await page.evaluate(() =>
    window.axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }))
  const faults = result.violations.map((v) => `${v.id}: ${v.nodes[0].html.slice(0, 90)}`)
  if (!(await noSideways(page))) faults.push('it scrolls sideways')
  if ((await page.locator('h1').count()) !== 1) faults.push('it has not one h1')
  if ((await page.title()) === '') faults.push('it has no title')
  faults.push(...await smallTargets(page))
  must(faults.length === 0, faults.join('\n'))
}

const box = (page) => page.locator('input[name=text]')
const card = (page) => page.locator('article.reply').last()
const options = (page) => card(page).locator('> .choices .choice:not(.quiet)')

/// Does what is answered by one more reply, and waits for it.
async function answered(page, act) {
  const before = await page.locator('article.reply').count()
  await act()
  await page.locator('article.reply').nth(before).waitFor()
}
const ask = (page, text) => answered(page, async () => {
  await box(page).fill(text)
  await box(page).press('Enter')
})
/// Taps the first answer to each question until there is a guide; looks at each question with `each` before.
async function toGuide(page, each = async () => {}) {
  for (let i = 0; i < 6 && (await options(page).count()) > 0; ++i) {
    await each()
    await answered(page, () => options(page).first().click())
  }
  must((await card(page).locator('.outcome').count()) > 0, 'no guide after the questions')
}
/// Lets what is asked of `address` wait until `release` is called.
async function hold(page, address, when = () => true) {
  let release
  const held = new Promise((resolve) => { release = resolve })
  await page.route(address, async (route) => {
    if (when(route.request())) await held
    await route.continue().catch(() => {}) // the page may have given it up
  })
  return release
}
/// The page of an item with its questions answered: the first option of each, until one outcome is left.
async function decided(page, item) {
  const facts = []
  for (;;) {
    const answer = await fetch(`${base}/api/v1/items/${item}?facts=${facts.join(',')}`).then((r) => r.json())
    const next = answer.facts[facts.length]
    if (answer.guide.outcomes.length === 1 || !next) break
    facts.push(`${next.id}:${next.options[0].id}`)
  }
  await page.goto(`${base}/items/${item}?facts=${facts.join(',')}`)
  await page.locator('article.item').waitFor()
}
/// How far below the first screen a decided guide's button lies, in px; outcome, what to bring, where, fee
/// and time stand above it.
async function firstScreen(page, item) {
  await decided(page, item)
  return page.evaluate(() => Math.ceil(document.querySelector('.read .act').getBoundingClientRect().bottom - window.innerHeight))
}
const spouse = '/items/hukou-move-spouse'
const married = 'from-place:zhejiang,married-now:married,host-hukou:family'

const first = serve(port)
const base = first.address
const launched = chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
})
await first.ready
const second = serve(port + 1, '/zjhz/')
second.ready.catch(() => {}) // said where it is waited for
const browser = await launched

journey('home at 375 px, by day and in the dark', async () => {
  for (const colorScheme of ['light', 'dark']) {
    const page = await open({ colorScheme })
    await page.goto(base)
    await page.getByRole('heading', { name: '大家常办' }).waitFor()
    await sound(page)
    await shot(page, `home-375-${colorScheme}`)
  }
})
journey('home, a guide and a domain at 1280 px', async () => {
  const page = await open({ viewport: { width: 1280, height: 900 } })
  await page.goto(base)
  await page.getByRole('heading', { name: '全部事项' }).waitFor()
  await sound(page)
  await shot(page, 'home-1280')
  await page.getByRole('link', { name: '出入境' }).click()
  await page.getByRole('heading', { name: '出入境', level: 1 }).waitFor()
  await page.locator('.links a').first().waitFor()
  await sound(page)
  await page.goto(`${base}${spouse}?facts=${married}`)
  await page.locator('.outcome').waitFor()
  await sound(page)
  await shot(page, 'item-1280')
})
journey('text twice its size, at 320 px too: nothing sideways on any page', async () => {
  const page = await open({ viewport: { width: 320, height: 640 } })
  const twice = () => page.evaluate(() => { document.documentElement.style.fontSize = '212.5%' })
  await page.goto(base)
  await page.getByRole('heading', { name: '大家常办' }).waitFor()
  await twice()
  must(await noSideways(page), 'home scrolls sideways')
  await shot(page, 'home-320-twice')
  await ask(page, '老公户口在安徽想迁到湖州')
  must(await noSideways(page), 'the talk scrolls sideways')
  await toGuide(page)
  must(await noSideways(page), 'the guide in the talk scrolls sideways')
  await card(page).locator('a.button.wide').first().click()
  await page.locator('article.item').waitFor()
  must(await noSideways(page), 'the guide scrolls sideways')
  await page.getByRole('link', { name: '到窗口出示' }).click()
  must(await noSideways(page), 'the slip scrolls sideways')
  await page.getByRole('button', { name: '大字' }).click()
  must((await page.locator('html.large').count()) === 1, 'large type is not on')
})
journey('ask, tap an answer, change it, ask what it costs', async () => {
  const page = await open()
  await page.goto(base)
  await ask(page, '老公户口在安徽想迁到湖州')
  must(!page.url().includes('text='), 'what was typed stands in the address')
  await sound(page)
  await shot(page, 'talk-375')
  const label = await options(page).first().innerText()
  await toGuide(page)
  await sound(page)
  await shot(page, 'talk-guide-375')
  const said = await page.locator('article.reply > p').allInnerTexts()
  must(new Set(said).size === said.length, `said twice: ${said.join(' / ')}`)
  must(!said.some((one) => one.includes(label) && one.length < label.length + 6), `only repeats the answer: ${said.join(' / ')}`)
  await card(page).locator('.known > summary').click()
  await card(page).locator('.known .fold > summary').first().click()
  await sound(page)
  const turns = await page.locator('.turn').count()
  await card(page).locator('.known .choice:not(.chosen):visible').first().click()
  await page.locator('.turn').nth(turns).locator('article.reply').waitFor()
  await ask(page, '那要多少钱')
  await page.getByText(/费用|免费|收费/).last().waitFor()
})
journey('after a tap the new turn has the focus, after another page its heading', async () => {
  const page = await open()
  await page.goto(base)
  await ask(page, '老公户口在安徽想迁到湖州')
  await options(page).first().click()
  await page.locator('.turn').nth(1).locator('article.reply').waitFor()
  must(await page.evaluate(() => document.activeElement === [...document.querySelectorAll('.turn')].pop()), 'the new turn has no focus')
  await page.goto(base)
  await page.locator('.tiles a').first().click()
  await page.locator('article.item').waitFor()
  await page.waitForFunction(() => document.activeElement?.tagName === 'H1')
  must((await page.title()).startsWith(await page.locator('h1').innerText()), `the title is ${await page.title()}`)
})
journey('everything is reached and seen by keyboard; the skip link skips', async () => {
  const page = await open()
  await page.goto(base)
  await page.getByRole('heading', { name: '大家常办' }).waitFor()
  const reached = await page.locator('a, button, input').count()
  const seen = new Set()
  for (let i = 0; i < reached; ++i) {
    await page.keyboard.press('Tab')
    const one = await page.evaluate(() => {
      const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement)
      return { what: document.activeElement.outerHTML.slice(0, 120), outlined: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 }
    })
    must(one.outlined, `no focus seen on ${one.what}`)
    seen.add(one.what)
  }
  must(seen.size >= reached - 2, `${seen.size} of ${reached} reached`)
  await page.goto(`${base}${spouse}`)
  await page.locator('article.item').waitFor()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  must(await page.evaluate(() => document.activeElement.id === 'main'), 'the skip link skips nothing')
  must(page.url().endsWith(spouse), `the skip link led to ${page.url()}`)
})
journey('lost ID card is answered by keyboard alone', async () => {
  const page = await open()
  await page.goto(base)
  await box(page).focus()
  await page.keyboard.type('身份证掉了咋弄')
  await page.keyboard.press('Enter')
  await card(page).waitFor()
  must((await card(page).innerText()).includes('身份证'), 'not about the ID card')
})
journey('Enter that ends a word of an input method sends nothing', async () => {
  const page = await open()
  await page.goto(`${base}/ask`)
  await box(page).fill('身份')
  const sent = await box(page).evaluate((input) => {
    const enter = { key: 'Enter', bubbles: true, cancelable: true }
    return [new KeyboardEvent('keydown', { ...enter, isComposing: true }), new KeyboardEvent('keydown', { ...enter, keyCode: 229 })]
      .map((event) => input.dispatchEvent(event))
  })
  must(!sent[0] && !sent[1], 'Enter is left to the form while a word is being composed')
})
journey('voice: shown before it is sent, can be cancelled, a refusal keeps the draft', async () => {
  const page = await open()
  await page.addInitScript(() => {
    window.webkitSpeechRecognition = class {
      start() { window.recognition = this }
      abort() { this.onend() }
    }
  })
  await page.goto(base)
  await box(page).fill('你好')
  await page.getByRole('button', { name: '用语音说' }).click()
  await page.getByText('浏览器识别').waitFor()
  await sound(page)
  await page.getByRole('button', { name: '取消' }).click()
  must((await box(page).inputValue()) === '你好', 'cancelling lost the draft')
  await page.getByRole('button', { name: '用语音说' }).click()
  await page.evaluate(() => { window.recognition.onerror({ error: 'not-allowed' }); window.recognition.onend() })
  await page.getByText('没能用上麦克风').waitFor()
  must((await box(page).inputValue()) === '你好', 'a refusal lost the draft')
  await page.getByRole('button', { name: '用语音说' }).click()
  await page.evaluate(() => { window.recognition.onresult({ results: [[{ transcript: '身份证丢了' }]] }); window.recognition.onend() })
  await page.waitForFunction(() => document.querySelector('input[name=text]').value === '你好，身份证丢了')
  must((await page.locator('.turn').count()) === 0, 'it was sent without being shown')
})
journey('reading aloud is stopped by its button, and with it', async () => {
  const page = await open()
  await page.addInitScript(() => {
    window.read = []
    const speaking = { speak: (one) => { speaking.one = one; window.read.push(one.text) }, cancel: () => { speaking.one?.onend(); speaking.one = undefined } }
    Object.defineProperty(window, 'speechSynthesis', { value: speaking })
  })
  const silent = () => page.waitForFunction(() => !window.speechSynthesis.one)
  const button = (name) => page.getByRole('button', { name, exact: true })
  await page.goto(base)
  await ask(page, '身份证丢了怎么补')
  await button('读出来').click()
  must((await page.evaluate(() => window.read.join())).includes('身份证'), 'not what the card says')
  await button('停止朗读').click()
  await silent()
  await button('读出来').click()
  await ask(page, '那要多少钱')
  await silent()
  await page.goto(`${base}${spouse}?facts=${married}`)
  await button('读出来').click()
  await page.getByRole('link', { name: '到窗口出示' }).click()
  await silent()
  await page.getByRole('link', { name: '返回' }).click()
  await button('读出来').waitFor()
})
journey('a matter that an answer names beneath it is one tap away', async () => {
  const [other] = (await fetch(`${base}/api/v1/items?domain=exit-entry`).then((r) => r.json())).items
  const page = await open()
  await page.route('**/api/v1/ask', async (route) => {
    const response = await route.fetch()
    const reply = await response.json()
    const say = [...reply.say, `如果您问的是${other.everyday}，请告诉我。`]
    await route.fulfill({ response, json: { ...reply, move: 'answer', say, candidates: [...reply.candidates, { ...other, probability: 0.2 }] } })
  })
  await page.goto(base)
  await ask(page, '身份证丢了')
  await sound(page)
  await card(page).locator('.links').getByRole('link', { name: other.everyday }).click()
  await page.waitForURL(`**/items/${other.item}`)
})
journey('danger shows the number to call first', async () => {
  const page = await open()
  await page.goto(base)
  await ask(page, '救命有人持刀砍人')
  const call = page.locator('article.reply > :first-child')
  must((await call.getAttribute('href')).startsWith('tel:1'), 'no number')
  await sound(page)
  await shot(page, 'urgent-375')
})
journey('two matters are two cards, folded', async () => {
  const page = await open()
  await page.goto(base)
  await ask(page, '身份证丢了怎么补，还有户口本也丢了怎么补')
  must((await card(page).locator('details.guide:not([open])').count()) === 2, 'not two folded cards')
  await sound(page)
  await card(page).locator('details.guide > summary').first().click()
  await sound(page)
  await shot(page, 'two-matters-375')
})

journey('a slow answer to facts that were changed since is not shown', async () => {
  const page = await open()
  await page.goto(`${base}${spouse}?facts=from-place:zhejiang`)
  await page.locator('article.item .question').waitFor()
  const release = await hold(page, '**/api/v1/items/*', (request) => request.url().includes('not-yet'))
  await page.locator('.read > .choices .choice').nth(1).click() // not married yet: held
  await page.waitForURL(/not-yet/)
  await page.goBack().catch(() => {})
  await page.goto(`${base}${spouse}?facts=from-place:zhejiang,married-now:divorced`)
  await page.locator('.outcome.no').waitFor()
  release()
  await page.waitForTimeout(300)
  must((await page.locator('.outcome.no').count()) === 1, 'the late answer replaced the right one')
})
journey('a slow domain does not replace the one that was opened after it', async () => {
  const page = await open()
  await page.goto(base)
  const release = await hold(page, '**/api/v1/items?*', (request) => request.url().includes('domain=vehicle'))
  await page.getByRole('link', { name: '机动车' }).click()
  await page.waitForURL(/vehicle/)
  await page.goBack()
  await page.getByRole('link', { name: '出入境' }).click()
  await page.getByText('护照').first().waitFor()
  release()
  await page.waitForTimeout(300)
  must((await page.getByText('护照').count()) > 0, 'the other domain is shown')
})
journey('a question under way: the next is not taken and not lost; starting over drops its late answer', async () => {
  const page = await open()
  await page.goto(`${base}/ask`)
  const release = await hold(page, '**/api/v1/ask')
  await box(page).fill('身份证丢了')
  await box(page).press('Enter')
  await page.getByText('正在想').waitFor()
  await sound(page)
  must((await box(page).inputValue()) === '身份证丢了', 'the box was emptied before the message was taken')
  await box(page).fill('驾驶证丢了')
  await box(page).press('Enter')
  must((await page.locator('.turn').count()) === 1, 'two questions at once')
  must((await box(page).inputValue()) === '驾驶证丢了', 'the second draft was lost')
  await page.getByRole('button', { name: '重新问' }).click()
  release()
  await page.waitForTimeout(300)
  must((await page.locator('.turn').count()) === 0, 'the late answer came into the new talk')
  must((await box(page).inputValue()) === '驾驶证丢了', 'starting over lost the draft')
})
journey('no answer within the time limit: said, the draft kept, asked again', async () => {
  const page = await open()
  await page.clock.install()
  await page.goto(`${base}/ask`)
  const release = await hold(page, '**/api/v1/ask')
  await box(page).fill('身份证丢了')
  await box(page).press('Enter')
  await page.getByText('正在想').waitFor()
  await page.clock.fastForward(12500)
  await page.getByText('网络太慢').waitFor()
  await sound(page)
  must((await box(page).inputValue()) === '身份证丢了', 'the draft was lost')
  release()
  await page.getByRole('button', { name: '再试一次' }).click()
  await card(page).waitFor()
  must((await box(page).inputValue()) === '', 'the box keeps what was answered')
})
journey('offline: every page says so, keeps the draft, and goes on when the network is back', async () => {
  const page = await open()
  await page.goto(base)
  await page.getByRole('heading', { name: '大家常办' }).waitFor()
  await page.context().setOffline(true)
  await box(page).fill('身份证丢了')
  await box(page).press('Enter')
  await page.getByText('网络不通').waitFor()
  must((await box(page).inputValue()) === '身份证丢了', 'the draft was lost')
  await sound(page)
  await page.goBack()
  await page.locator('.tiles a').first().click()
  await page.getByText('网络不通').waitFor()
  await sound(page)
  await page.context().setOffline(false)
  await page.getByRole('button', { name: '再试一次' }).click()
  await page.locator('article.item').waitFor()
  await page.goBack()
  await page.getByRole('link', { name: '接着刚才的话问' }).click()
  await page.getByRole('button', { name: '再试一次' }).click()
  await card(page).waitFor()
})
journey('the server down or overrun: said in words, asked again', async () => {
  const page = await open()
  let status = 502
  await page.route('**/api/v1/**', (route) => (status ? route.fulfill({ status, body: '<h1>Bad gateway</h1>' }) : route.continue()))
  await page.goto(base)
  await page.getByText('出了点问题').waitFor()
  await sound(page)
  status = 503
  await page.getByRole('button', { name: '再试一次' }).click()
  await page.getByText('太多').waitFor()
  status = 0
  await page.getByRole('button', { name: '再试一次' }).click()
  await page.getByRole('heading', { name: '大家常办' }).waitFor()
})
journey("the script is missing after a release: the server's page still answers", async () => {
  const page = await open()
  await page.route('**/assets/*.js', (route) => route.fulfill({ status: 404, body: '' }))
  await page.goto(base)
  await box(page).fill('驾驶证丢了怎么办')
  await page.locator('form button').first().click()
  await page.getByText('驾驶证').first().waitFor()
})
journey('what is typed before the script runs is taken along', async () => {
  const page = await open()
  const release = await hold(page, '**/assets/*.js')
  await page.goto(base, { waitUntil: 'commit' })
  await box(page).fill('身份证')
  release()
  await page.locator('.ask-box').waitFor()
  must((await box(page).inputValue()) === '身份证', 'it was lost')
  must(await box(page).evaluate((input) => input === document.activeElement), 'the box lost the focus')
})
journey('what is asked before the script runs is answered, and the answer stays', async () => {
  const page = await open()
  const release = await hold(page, '**/assets/*.js')
  await page.goto(base, { waitUntil: 'commit' })
  await box(page).fill('驾驶证丢了怎么办')
  await page.locator('form button').first().click()
  release()
  await page.waitForURL('**/ask*')
  await page.waitForLoadState('networkidle')
  must((await page.locator('main').innerText()).includes('驾驶证'), 'the answer is gone')
})
journey('back and reload keep the talk and the place on the page', async () => {
  const page = await open()
  await page.goto(base)
  await ask(page, '老公户口在安徽想迁到湖州')
  await toGuide(page)
  await box(page).fill('写了一半')
  await page.evaluate(() => window.scrollTo(0, 300))
  const at = await page.evaluate(() => window.scrollY)
  const turns = await page.locator('.turn').count()
  await card(page).locator('a.button.wide').first().evaluate((link) => link.click()) // does not scroll to it
  await page.locator('article.item').waitFor()
  await page.goBack()
  await page.waitForFunction((y) => Math.abs(window.scrollY - y) < 3, at)
  must((await page.locator('.turn').count()) === turns, 'back lost the talk')
  await page.reload()
  await page.waitForFunction((y) => Math.abs(window.scrollY - y) < 3, at)
  must((await page.locator('article.reply').count()) === turns, 'the reload lost the talk')
  must((await box(page).inputValue()) === '写了一半', 'the reload lost the draft')
  await ask(page, '那要多少钱')
  await page.goto(`${base}${spouse}?facts=${married}`)
  await page.locator('article.item').waitFor()
  await page.evaluate(() => window.scrollTo(0, 250))
  const on = await page.evaluate(() => window.scrollY)
  await page.locator('.links a').last().evaluate((link) => link.click())
  await page.waitForURL((url) => !url.pathname.endsWith('spouse'))
  await page.locator('article.item').waitFor()
  await page.goBack()
  await page.waitForFunction((y) => Math.abs(window.scrollY - y) < 3, on)
})

journey('the full guide, the code and the slip open the outcome that was chosen', async () => {
  const page = await open()
  await page.goto(base)
  await ask(page, '老婆户口在浙江想迁到湖州，已经领证')
  await toGuide(page)
  const outcome = await card(page).locator('.outcome h3').innerText()
  await card(page).locator('a.button.wide').first().click()
  await page.locator('article.item').waitFor()
  must((await page.locator('.outcome h2').innerText()) === outcome, 'the guide opened another outcome')
  await page.getByRole('link', { name: '到窗口出示' }).click()
  await page.locator('.slip').waitFor()
  await sound(page)
  await shot(page, 'slip-375')
  const code = page.locator('.slip .code')
  const address = await code.getAttribute('href')
  const squares = qrcode(0, 'M')
  squares.addData(address)
  squares.make()
  const drawn = squares.createSvgTag({ cellSize: 4, margin: 8, scalable: true }).match(/ d="([^"]+)"/)[1]
  must((await code.locator('path').getAttribute('d')).trim() === drawn.trim(), 'the code says another address')
  const other = await open()
  await other.goto(address)
  await other.locator('.outcome h2').waitFor()
  must((await other.locator('.outcome h2').innerText()) === outcome, 'the code opened another outcome')
})
journey('a guide page: one question at a time, told by what is tapped, looked up again from this phone', async () => {
  const page = await open()
  await page.goto(`${base}${spouse}`)
  await page.locator('.question').waitFor()
  await sound(page)
  await shot(page, 'item-question-375')
  for (let i = 0; i < 5 && (await page.locator('.item .question').count()) > 0; ++i) {
    const known = await page.locator('.known > .fold').count()
    await page.locator('.read > .choices .choice').first().click()
    await page.waitForFunction((n) => document.querySelectorAll('.known > .fold').length > n, known)
    await page.locator('.item[aria-busy=false]').waitFor() // only then it is known whether anything is left to ask
  }
  await page.locator('.outcome h2').waitFor()
  await sound(page)
  await shot(page, 'item-375')
  for (const fold of await page.locator('.read details.fold:not(.known *) > summary').all()) await fold.click()
  must((await page.locator('.read').getByText('以窗口答复为准').count()) === 1, 'the same caution more than once')
  await sound(page)
  await shot(page, 'item-unfolded-375')
  const title = await page.locator('h1').innerText()
  await page.goto(base)
  await page.getByRole('heading', { name: '这部手机上看过的' }).waitFor()
  await sound(page)
  await page.getByRole('link', { name: title }).first().click()
  await page.locator('.outcome h2').waitFor()
  await page.goto(base)
  await page.getByRole('button', { name: '清除' }).click()
  must((await page.getByRole('heading', { name: '这部手机上看过的' }).count()) === 0, 'not cleared')
})
journey('the first screen of the hot guides holds outcome, what to bring, where, fee, time, a button', async () => {
  const { hot } = await fetch(`${base}/api/v1/pack`).then((r) => r.json())
  const page = await open()
  for (const { item } of hot) {
    const below = await firstScreen(page, item)
    must(below <= 0, `${item}: ${below} px below the first screen`)
  }
})
journey('the slips of the hot guides are one A4 page each', async () => {
  const { hot } = await fetch(`${base}/api/v1/pack`).then((r) => r.json())
  const page = await open()
  for (const { item } of hot) {
    await decided(page, item)
    const pdf = await page.pdf({ preferCSSPageSize: true })
    const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g).length
    must(pages === 1, `${item}: ${pages} pages`)
  }
})

journey('English', async () => {
  const page = await open()
  await page.goto(base)
  await page.getByRole('button', { name: 'English' }).click()
  await page.getByRole('heading', { name: 'Often asked' }).waitFor()
  await sound(page)
  await shot(page, 'home-english')
  await ask(page, 'I lost my passport')
  await shot(page, 'talk-english')
  await page.goto(`${base}/items/foreigner-residence-permit`)
  await page.locator('.question').waitFor()
  must(!hasHan(await page.locator('.question, .choices').allInnerTexts()), 'a question is in Chinese')
  await sound(page)
  await shot(page, 'item-english')
})
journey('asked in English on a Chinese phone: questions, options and outcome in English', async () => {
  const page = await open()
  await page.goto(base)
  await ask(page, 'how do I extend my residence permit, I am a foreigner working here')
  await toGuide(page, async () =>
    must(!hasHan(await card(page).locator('.question, .choices').allInnerTexts()), 'an option is in Chinese'))
  must(!hasHan(await card(page).locator('.outcome').allInnerTexts()), 'the outcome is in Chinese')
  must((await card(page).getAttribute('lang')) === 'en', 'the card does not say that it is English')
  await sound(page)
})
journey('guides and answers read without JavaScript', async () => {
  const page = await open({ javaScriptEnabled: false })
  await page.goto(base)
  await box(page).fill('驾驶证丢了怎么办')
  await page.locator('form button').first().click()
  must((await page.content()).includes('驾驶证'), 'no answer')
  await page.goto(`${base}/items/idcard-reissue-lost`)
  must((await page.locator('h1').innerText()).includes('身份证'), 'no guide')
  await shot(page, 'no-script-375')
})
journey('the pages that the server writes are as sound as ours', async () => {
  const page = await open() // axe needs scripts: only ours are missing
  await page.route('**/assets/*.js', (route) => route.abort())
  for (const address of ['/', '/?lang=en', '/items/idcard-reissue-lost', '/domains/vehicle']) {
    await page.goto(base + address)
    await sound(page)
  }
  await page.goto(base)
  await box(page).fill('老公户口在安徽想迁到湖州')
  await page.locator('form button').first().click()
  await page.locator('li button').first().waitFor()
  await sound(page)
})
journey('privacy, accessibility, no such page', async () => {
  const page = await open()
  await page.goto(base)
  await page.getByRole('link', { name: '隐私政策' }).click()
  await page.getByRole('heading', { name: '隐私政策', level: 1 }).waitFor()
  await sound(page)
  await page.getByRole('link', { name: '无障碍声明' }).click()
  await page.getByRole('heading', { name: '无障碍声明', level: 1 }).waitFor()
  await sound(page)
  await page.goto(`${base}/items/no-such-item`)
  await page.getByText('没有这个事项').waitFor()
})
journey('the first load is at most 80 KB compressed', async () => {
  const page = await open()
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  let bytes = 0
  session.on('Network.loadingFinished', (event) => { bytes += event.encodedDataLength })
  await page.goto(base, { waitUntil: 'networkidle' })
  console.log(`      first load ${(bytes / 1024).toFixed(0)} KB`)
  must(bytes <= 80 * 1024, `${bytes} bytes`)
})
journey('a talk that the server does not know begins afresh, and says so', async () => {
  const page = await open()
  await page.goto(base)
  await ask(page, '身份证丢了')
  await page.route('**/api/v1/ask', (route) => {
    const question = route.request().postDataJSON()
    if (question.conversation) question.conversation = 'of.another'
    route.continue({ postData: JSON.stringify(question) })
  })
  await ask(page, '驾驶证丢了')
  must(/驾驶证|驾照/.test(await card(page).innerText()), 'not about what was asked')
})
journey('what did not help is asked for and kept', async () => {
  const page = await open()
  await page.goto(base)
  await ask(page, '身份证丢了')
  await page.getByRole('button', { name: '没帮到我' }).click()
  await page.getByLabel('没有我这种情况').check()
  await page.getByLabel('再说几句').fill('周末开不开')
  await sound(page)
  await shot(page, 'feedback-375')
  await page.context().setOffline(true)
  await page.getByRole('button', { name: '送出' }).click()
  await page.getByText('网络不通').waitFor()
  must((await page.getByLabel('再说几句').inputValue()) === '周末开不开', 'what was written is lost')
  await page.context().setOffline(false)
  await page.getByRole('button', { name: '送出' }).click()
  await page.getByText('记下了').waitFor()
})
journey("the district's counter stands in the guide, and is remembered", async () => {
  const page = await open()
  await page.goto(`${base}/items/passport-first?facts=age-16:over`)
  await page.getByRole('button', { name: '选区县' }).click()
  await page.getByRole('button', { name: '德清县' }).waitFor()
  await sound(page)
  await page.getByRole('button', { name: '德清县' }).click()
  await page.locator('.lines').getByText('德清县公安出入境窗口').waitFor()
  await sound(page)
  await shot(page, 'item-district-375')
  await decided(page, 'passport-reissue')
  await page.locator('.lines').getByText('德清县公安出入境窗口').waitFor()
  await page.getByRole('link', { name: '到窗口出示' }).click()
  must((await page.locator('.slip .code').getAttribute('href')).includes('district'), 'the slip forgets the district')
})
journey('below a path of its own: every page, link and code', async () => {
  await second.ready
  const page = await open()
  await page.goto(`${second.address}/`)
  await page.getByRole('heading', { name: '大家常办' }).waitFor()
  await ask(page, '驾驶证丢了怎么办')
  must(page.url() === `${second.address}/ask`, `asked at ${page.url()}`)
  await page.goto(`${second.address}${spouse}?facts=${married}`)
  await page.locator('.outcome h2').waitFor()
  await page.getByRole('link', { name: '到窗口出示' }).click()
  const address = await page.locator('.slip .code').getAttribute('href')
  must(address.startsWith(`${second.address}/items/`), `the code says ${address}`)
})
journey('uploaded elsewhere: the pages find each other and the interface', async () => {
  const dist = join(root, 'build/elsewhere')
  const vite = join(root, 'web/node_modules/vite/bin/vite.js')
  await promisify(execFile)(process.execPath, [vite, 'build', '--outDir', dist, '--emptyOutDir', '--logLevel', 'error'],
    { cwd: join(root, 'web'), env: { ...process.env, VITE_API: `${base}/` } })
  const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' }
  const host = createServer((request, response) => {
    const path = new URL(request.url, elsewhere).pathname.replace('/zones/7/', '/').replace(/\/$/, '/index.html')
    response.setHeader('Content-Type', types[extname(path)])
    response.end(readFileSync(join(dist, path)))
  }).listen(port + 2, '127.0.0.1')
  try {
    const page = await open()
    await page.goto(`${elsewhere}/zones/7/`)
    await page.getByRole('heading', { name: '大家常办' }).waitFor()
    await ask(page, '驾驶证丢了怎么办')
    await page.goto(`${elsewhere}/zones/7/#${spouse}?facts=${married}`)
    await page.locator('.outcome h2').waitFor()
    await page.getByRole('link', { name: '到窗口出示' }).click()
    const address = await page.locator('.slip .code').getAttribute('href')
    const other = await open()
    await other.goto(address)
    await other.locator('.outcome h2').waitFor()
  } finally { host.close() }
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
