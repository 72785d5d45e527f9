import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import type { Me } from '../../server/contract/api/accounts.ts'
import type { FieldState, FieldStore } from './sync/field-store.ts'
import type { FieldSync } from './sync/field-sync.ts'

/** Who uses a phone: always an account. */
export type FieldMe = Extract<Me, { type: 'account' }>

/** What every screen of the field's page works with. */
export interface FieldContext {
  me: FieldMe
  store: FieldStore
  sync: FieldSync
}

export const FieldContextValue = createContext<FieldContext | undefined>(undefined)

/** What the screens share. Throws outside the page. */
export function useField(): FieldContext {
  const context = useContext(FieldContextValue)
  if (context === undefined) throw new Error('A screen of the field was drawn outside its page')
  return context
}

/** A part of the page's state; the component is drawn again when that part changes. */
export function useFieldState<T>(select: (state: FieldState) => T): T {
  return useStore(useField().store, select)
}

