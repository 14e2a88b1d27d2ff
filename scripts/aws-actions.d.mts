import type { Plugin } from 'vite'

import type { ActionData } from '../src/core/iam/actions/action-data.ts'

export function awsActions(project: string): Plugin
export function compile(project: string): ActionData & { readonly version: string; readonly date: string }
