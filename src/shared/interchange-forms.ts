/** The forms in which the record goes to other systems. */

export const interchangeForms = {
  'oscal-assessment-results': {
    title: 'OSCAL assessment results',
    purpose:
      'NIST OSCAL 1.2, JSON: every test as an observation, and a determination for each control that is concluded. For GRC systems and authorization packages.',
    ending: 'oscal-ar.json',
    mime: 'application/json'
  },
  'oscal-plan-of-action': {
    title: 'OSCAL plan of action and milestones',
    purpose:
      'NIST OSCAL 1.2, JSON: every issued finding with its risk, what the client plans, and what retests showed.',
    ending: 'oscal-poam.json',
    mime: 'application/json'
  },
  ocsf: {
    title: 'OCSF compliance findings',
    purpose: 'OCSF 1.4, one line of JSON for each automated test. For security lakes and SIEM systems.',
    ending: 'ocsf.jsonl',
    mime: 'application/x-ndjson'
  },
  sarif: {
    title: 'SARIF of policy lint',
    purpose:
      'SARIF 2.1.0: what is wrong with the form of policies, at its line in the file received. For code review tools.',
    ending: 'lint.sarif.json',
    mime: 'application/sarif+json'
  },
  evidence: {
    title: 'Evidence by work paper',
    purpose:
      'A zip with a readable folder for each control: its evidence as received, with an index as page and as CSV. It is not encrypted.',
    ending: 'evidence.zip',
    mime: 'application/zip'
  }
} as const
export type InterchangeForm = keyof typeof interchangeForms
