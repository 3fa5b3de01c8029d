import { createApp } from 'vue'
import '../src/style.css'
import './admin.css'
import App from './App.vue'

createApp(App).mount('#app')
