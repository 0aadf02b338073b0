import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { connectLab } from './lab'
import { i18n } from './locales'
import './styles/tokens.css'
import './styles/base.css'
import './styles/element.css'

connectLab()
createApp(App).use(createPinia()).use(i18n).mount('#app')
