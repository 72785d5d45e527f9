import { expect, it } from 'vitest'
import { mulberry32 } from '../../geodata/city/random.ts'
import { createAgenda } from '../../geodata/field/agenda.ts'

it('lets things happen in order of time, those of one time in the order they were added', () => {
  const random = mulberry32(7)
  const times = Array.from({ length: 500 }, () => Math.floor(random() * 50))
  const agenda = createAgenda()
  const happened: [time: number, added: number][] = []
  for (const [added, time] of times.entries()) agenda.add(time, () => happened.push([time, added]))
  agenda.run(24)
  expect(agenda.size).toBe(times.filter((time) => time > 24).length)
  agenda.run(1000)
  const expected = times.map((time, added): [number, number] => [time, added]).sort((a, b) => a[0] - b[0] || a[1] - b[1])
  expect(happened).toEqual(expected)
})

it('lets what is added for a time that has come happen in the same run', () => {
  const agenda = createAgenda()
  const happened: string[] = []
  agenda.add(1, () => {
    happened.push('first')
    agenda.add(2, () => happened.push('second'))
    agenda.add(9, () => happened.push('too early'))
  })
  agenda.run(2)
  expect(happened).toEqual(['first', 'second'])
})
