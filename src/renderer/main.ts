/** Starts the page: fonts and styles first, then the frame with whatever engagement the host has open. */
import '@fontsource-variable/inter/wght.css'
import '@fontsource-variable/jetbrains-mono/wght.css'
import { mount } from 'svelte'

import App from './App.svelte'
import './style/tokens.css'
import './style/base.css'

const target = document.getElementById('app')
if (target === null) throw new Error('The page has no element with the id "app".')

mount(App, { target })
