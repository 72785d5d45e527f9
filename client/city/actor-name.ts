import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'

/** What the server calls itself in logs, by what it does there. */
const SERVER = {
  系统: 'system', system: 'system', rules: 'rules', 吹哨报到: 'whistle', 平战切换: 'command', 时限: 'clock', 智能派单: 'dispatch', 纪律监督: 'discipline',
  重复诉求: 'repeats', 市民: 'citizen',
} as const

/** Who did something, by the name that a log has: the server's own parts, interfaces and walls in words, people as they are. */
export function actorName(actor: string, t: TFunction<'common'>): string {
  if (Object.hasOwn(SERVER, actor)) return t(`actor.${SERVER[actor as keyof typeof SERVER]}`)
  const [, kind, name] = /^(device|wall):(.+)$/u.exec(actor) ?? []
  if (kind === 'device' || kind === 'wall') return t(`actor.${kind}`, { name })
  return actor
}

/** Gives `actorName` in the language shown. */
export function useActorName(): (actor: string) => string {
  const { t } = useTranslation('common')
  return (actor) => actorName(actor, t)
}
