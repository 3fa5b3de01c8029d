// The desk's page in real Chromium on the running server: the first account's link, a passkey of the browser's
// own virtual authenticator, a password, accounts and roles, the proof of a change, which `zheli verify` then
// checks; at 375 and 1280 px, by keyboard alone, in the dark and in English. Screenshots go to build/screenshots.
// usage: [ZHELI_PACK=FOLDER] node tests/journeys/admin.mjs PROGRAM
import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const require = createRequire(join(root, 'web/package.json'))
const { chromium } = require('playwright-core')
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')
const program = process.argv[2]
const port = 20000 + 4 * (process.pid % 10000) + 3
const site = `http://localhost:${port}`
const work = mkdtempSync(join(tmpdir(), 'zheli-admin-'))
const shots = join(root, 'build/screenshots')
mkdirSync(shots, { recursive: true })

let passed = 0
let failed = 0
async function journey(name, steps) {
  const start = performance.now()
  try {
    await steps()
    passed += 1
    console.log(`ok    ${((performance.now() - start) / 1000).toFixed(1)} s  ${name}`)
  } catch (error) {
    failed += 1
    console.log(`FAIL  ${name}\n      ${String(error.message ?? error).split('\n').slice(0, 6).join('\n      ')}`)
  }
}
function must(condition, what) {
  if (!condition) throw new Error(what)
}

const zheli = (...words) => execFileSync(program, words, { encoding: 'utf8' })
const kept = ['--database', join(work, 'zheli.db'), '--master-key', join(work, 'master.key'), '--log', join(work, 'log'), '--log-key', join(work, 'log.key')]
writeFileSync(join(work, 'log.vkey'), zheli('ledger', 'key', 'zheli.example/journey', '--out', join(work, 'log.key')))
writeFileSync(join(work, 'policy'), `log ${readFileSync(join(work, 'log.vkey'), 'utf8')}quorum none\n`)
const firstLink = zheli('account', 'add', 'wang.wei', '--role', 'admin', ...kept, '--site', site).split('\n')[0]

const server = spawn(program, ['serve', '--port', String(port), '--web', join(root, 'web/dist'), '--key-file', join(work, 'token.key'),
  '--pack', process.env.ZHELI_PACK ?? join(root, 'packs/huzhou-police'), ...kept],
{ stdio: ['ignore', 'ignore', 'inherit'] })
process.on('exit', () => { server.kill('SIGTERM'); rmSync(work, { recursive: true, force: true }) })
for (let i = 0; i < 1200 && !(await fetch(`${site}/healthz`).then((r) => r.ok, () => false)); ++i)
  await new Promise((resolve) => setTimeout(resolve, 50))

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
})
async function open(options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'zh-CN', ...options })
  const page = await context.newPage()
  page.setDefaultTimeout(15000)
  return page
}
/// A device that holds passkeys and verifies its user without asking.
async function withDevice(page, verifies = true) {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('WebAuthn.enable')
  await cdp.send('WebAuthn.addVirtualAuthenticator', { options: {
    protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: verifies,
    automaticPresenceSimulation: true,
  } })
}
const shot = (page, name) => page.screenshot({ path: join(shots, `${name}.png`), fullPage: true })
const button = (page, name) => page.getByRole('button', { name, exact: true })
const heading = (page, name) => page.getByRole('heading', { name, level: 1 }).waitFor()

/// Nothing that axe finds, one heading, a title, nothing sideways, targets of 44 px.
async function sound(page) {
  await page.evaluate(axe)
  const result = await page.evaluate(() => window.axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }))
  const faults = result.violations.map((v) => `${v.id}: ${v.nodes[0].html.slice(0, 90)}`)
  if (!(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth))) faults.push('it scrolls sideways')
  if ((await page.locator('h1').count()) !== 1) faults.push('it has not one h1')
  if ((await page.title()) === '') faults.push('it has no title')
  faults.push(...await page.evaluate(() => [...document.querySelectorAll('a, button, summary, select, input:not([type=hidden], [type=checkbox])')]
    .filter((one) => one.checkVisibility() && !one.matches('.skip')).map((one) => ({ one, box: one.getBoundingClientRect() }))
    .filter(({ box }) => box.height < 43.9 || box.width < 43.9).map(({ one, box }) => `${one.outerHTML.slice(0, 80)} is ${Math.round(box.width)} × ${Math.round(box.height)}`)))
  must(faults.length === 0, faults.join('\n'))
}

const page = await open()
await withDevice(page)
let otherLink = ''

await journey('the first account makes a passkey by its link, once', async () => {
  await page.goto(firstLink)
  await heading(page, 'wang.wei，设置登录方式')
  await sound(page)
  await shot(page, 'admin-link-1280')
  await button(page, '设置通行密钥').click()
  await heading(page, '账号')
  must(!page.url().includes('link='), 'the link stays in the address')
  await sound(page)
  const again = await open()
  await again.goto(firstLink)
  await again.getByText('已经用过，或者过期了').waitFor()
  await sound(again)
})
await journey('a cookie that no script reads', async () => {
  must((await page.evaluate(() => document.cookie)) === '', 'a script can read a cookie')
  const [cookie] = await page.context().cookies()
  must(cookie.httpOnly && cookie.sameSite === 'Lax', JSON.stringify(cookie))
})
await journey('signs out, and in by the passkey', async () => {
  await button(page, '退出').click()
  await heading(page, '登录')
  await sound(page)
  await shot(page, 'admin-sign-in-1280')
  await button(page, '用通行密钥登录').click()
  await heading(page, '账号')
})
await journey('adds an account, gives it a role, sees both with their proofs', async () => {
  await page.locator('summary', { hasText: '添加账号' }).click()
  await page.locator('input[name=account]').fill('li.na')
  await page.getByRole('checkbox', { name: '业务专家' }).check()
  await button(page, '添加账号').click()
  otherLink = await page.locator('code.link').innerText()
  await button(page, '管理 li.na').click()
  await page.locator('select').selectOption('auditor')
  await button(page, '给予').click()
  await button(page, '收回“审计员”').waitFor()
  await sound(page)
  await shot(page, 'admin-account-1280')
  await button(page, '变更').click()
  await heading(page, '变更')
  await page.getByText('给予角色 审计员').waitFor()
  await sound(page)
  await shot(page, 'admin-changes-1280')
})
await journey('a proof that is downloaded is what zheli verify takes', async () => {
  await page.waitForTimeout(1500) // the log signs within a second
  const [file] = await Promise.all([page.waitForEvent('download'), page.locator('td a.open').first().click()])
  const path = join(work, 'receipt.tlog-proof')
  await file.saveAs(path)
  const said = zheli('verify', path, '--policy', join(work, 'policy'))
  must(said.includes('"role":"auditor"'), said)
  await button(page, '公开日志').click()
  await heading(page, '公开日志')
  await sound(page)
  await shot(page, 'admin-log-1280')
})
await journey('a password set by keyboard alone on a phone; who may not change is not asked to', async () => {
  const phone = await open({ viewport: { width: 375, height: 667 }, colorScheme: 'dark' })
  await phone.goto(otherLink)
  await heading(phone, 'li.na，设置登录方式')
  await sound(phone)
  await shot(phone, 'admin-link-375-dark')
  await phone.locator('summary').focus()
  await phone.keyboard.press('Enter')
  await phone.keyboard.press('Tab')
  await phone.keyboard.type('li.na 123')
  await phone.keyboard.press('Enter')
  await phone.getByText('口令至少 12 个字').waitFor()
  await sound(phone)
  await phone.locator('input[name=password]').fill('一个够长的口令，没有账号名')
  await phone.keyboard.press('Enter')
  await heading(phone, '账号')
  await phone.getByText('您可以查看，不能更改').waitFor()
  must((await phone.getByText('添加账号').count()) === 0, 'who may not change is asked to')
  await sound(phone)
  await shot(phone, 'admin-accounts-375-dark')
  await button(phone, '变更').click()
  await heading(phone, '变更')
  await sound(phone)
  await shot(phone, 'admin-changes-375-dark')
})
await journey('what takes something away says so and asks once; who is disabled is out', async () => {
  await button(page, '账号').click()
  await button(page, '管理 li.na').click()
  await button(page, '停用').click()
  await page.getByText('li.na 将不能再登录').waitFor()
  await sound(page)
  await button(page, '确定').click()
  await button(page, '启用').waitFor()
  const out = await open()
  await out.goto(`${site}/admin`)
  await out.locator('summary').click()
  await out.locator('input[name=name]').fill('li.na')
  await out.locator('input[name=password]').fill('一个够长的口令，没有账号名')
  await button(out, '登录').click()
  await out.getByText('不对').waitFor()
  await sound(out)
})
await journey('a device that does not verify its user is refused', async () => {
  const link = await page.evaluate(async () => {
    const body = JSON.stringify({ do: 'add', key: 'journey', name: 'zhao.lei', roles: ['expert'] })
    return (await fetch('api/v1/desk/command', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body }).then((r) => r.json())).link
  })
  const other = await open({ locale: 'en-GB' })
  await withDevice(other, false)
  await other.goto(`${site}/admin#link=${link}`)
  await heading(other, 'zhao.lei，设置登录方式')
  await button(other, '设置通行密钥').click()
  await other.locator('.trouble').waitFor()
  await button(other, 'English').click()
  await heading(other, 'zhao.lei, choose how to sign in')
  await sound(other)
})
await journey('another site cannot change anything', async () => {
  const other = await open()
  const cookies = await page.context().cookies()
  const sent = (headers) => fetch(`${site}/api/v1/desk/end`, { method: 'POST', body: '{}',
    headers: { 'Content-Type': 'application/json', Cookie: `zheli=${cookies[0].value}`, ...headers } }).then((r) => r.status)
  must((await sent({ Origin: 'https://evil.example' })) === 403, 'another origin was taken')
  must((await sent({})) === 403, 'no origin was taken')
  await other.close()
})

await browser.close()
console.log(`journeys: ${passed} passed, ${failed} failed`)
process.exit(failed > 0 ? 1 : 0)
