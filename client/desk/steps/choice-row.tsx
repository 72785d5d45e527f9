/** A few choices side by side, of which one or none holds. */
export function ChoiceRow<T extends string | number | boolean>(
  { label, choices, value, testId, onChange }: {
    label: string
    choices: readonly (readonly [value: T, text: string])[]
    value: T | undefined
    testId: string
    onChange(value: T): void
  },
) {
  return (
    <div className="choice-row" role="radiogroup" aria-label={label}>
      {choices.map(([choice, text]) => (
        <button
          key={String(choice)} type="button" role="radio" aria-checked={choice === value}
          data-testid={`${testId}-${String(choice)}`} onClick={() => onChange(choice)}
        >
          {text}
        </button>
      ))}
    </div>
  )
}
