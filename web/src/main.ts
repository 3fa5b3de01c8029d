import { createApp, nextTick } from 'vue'
import { createRouter, createWebHashHistory, createWebHistory, START_LOCATION } from 'vue-router'
import { idle } from './api'
import App from './App.vue'
import Domain from './pages/Domain.vue'
import Home from './pages/Home.vue'
import Item from './pages/Item.vue'
import Missing from './pages/Missing.vue'
import Said from './pages/Said.vue'
import Talk from './pages/Talk.vue'
import { settings } from './settings'
import { draft } from './talk'
import './style.css'

/// Pages beside their server have addresses of their own below its <base>. Pages uploaded elsewhere are
/// one file, so the address stands behind "#".
const router = createRouter({
  history: import.meta.env.VITE_API ? createWebHashHistory() : createWebHistory(),
  routes: [
    { path: '/', component: Home },
    { path: '/ask', component: Talk },
    { path: '/domains/:id', component: Domain, props: true },
    { path: '/items/:id', component: Item, props: ({ params, query }) => ({ id: params.id, facts: String(query.facts ?? ''), slip: 'slip' in query }) },
    { path: '/privacy', component: Said, props: { what: 'privacy' } },
    { path: '/accessibility', component: Said, props: { what: 'accessibility' } },
    { path: '/:rest(.*)', component: Missing },
  ],
  async scrollBehavior(to, from, saved) {
    if (!saved) return to.path === from.path ? false : { top: 0 }
    await nextTick()
    await idle()
    return saved
  },
})

/// Whoever moved to another page by keyboard or screen reader stands at its heading.
router.afterEach(async (to, from) => {
  if (from === START_LOCATION || to.path === from.path) return
  await nextTick()
  await idle()
  if (document.querySelector('main')?.contains(document.activeElement)) return
  document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true })
})

// Pages that the server wrote name their language in the address.
if (new URLSearchParams(location.search).get('lang') === 'en') settings.lang = 'en'

/// The server's page, which needs no script, stays until ours has what it shows: nothing flickers, and a
/// slow network leaves a page that works. What was typed there meanwhile is taken along; a talk that has
/// begun there (its page holds the token) goes on there.
async function takeOver() {
  const place = document.getElementById('app')!
  if (place.querySelector('input[name=conversation]:not([value=""])')) return
  const served = place.childElementCount > 0
  const ours = document.createElement('div')
  createApp(App).use(router).mount(ours)
  await router.isReady()
  await nextTick()
  if (served) await idle()
  const box = place.querySelector<HTMLInputElement>('input[name=text]')
  if (box?.value) draft.text = box.value
  const typing = box !== null && box === document.activeElement
  ours.id = 'app'
  place.replaceWith(ours)
  if (typing) ours.querySelector<HTMLInputElement>('input[name=text]')?.focus()
}
takeOver()
