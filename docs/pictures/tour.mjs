// Makes docs/pictures/tour.png: the home page, an answer and a guide, as a phone shows them.
// usage: node docs/pictures/tour.mjs http://127.0.0.1:8080     (a running `zheli serve --web web/dist`)
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const { chromium } = createRequire(join(here, '../../web/package.json'))('playwright-core')
const base = process.argv[2]
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] })
const phone = await browser.newPage({ viewport: { width: 375, height: 760 }, locale: 'zh-CN' })

const screens = []
const take = async () => { await phone.waitForTimeout(300); screens.push((await phone.screenshot()).toString('base64')) }
await phone.goto(base)
await phone.locator('.tiles').first().waitFor()
await take()
await phone.locator('input[name=text]').fill('身份证不能用了')
await phone.keyboard.press('Enter')
await phone.locator('article.reply').waitFor()
await phone.evaluate(() => window.scrollTo(0, 0))
await take()
await phone.goto(`${base}/items/hukou-move-spouse?facts=from-place:zhejiang,married-now:married,host-hukou:family`)
await phone.locator('.outcome').waitFor()
await take()

const sheet = await browser.newPage({ viewport: { width: 1173, height: 784 } })
await sheet.setContent(`<body style="margin:0;background:#dfe5ec;display:flex;gap:12px;padding:12px">${
  screens.map((one) => `<img src="data:image/png;base64,${one}" style="border-radius:12px">`).join('')}`)
await sheet.screenshot({ path: join(here, 'tour.png') })
await browser.close()
