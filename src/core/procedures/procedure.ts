/** The form every procedure has: one method of the contract, served by the reader or by the writer in one transaction. */
import type { AccessOf, Input, MethodName, MethodsOf, Output } from '../../shared/contract.ts'
import type { Working } from '../../shared/permissions.ts'
import type { WorkbenchEvent } from '../../shared/records/engagement.ts'
import type { Reader, Writer } from '../store/database.ts'
import type { IncomingObject } from '../store/objects.ts'
import type { Session } from './session.ts'

/** A file whose bytes are coming in. */
export interface Upload {
  readonly name: string
  readonly size: number
  received: number
  readonly object: IncomingObject
}

export interface ReadContext {
  readonly db: Reader
  /** ISO-8601 UTC with milliseconds; for what is due or lapsed today. */
  readonly now: () => string
  /** The last thing made under this key, as long as the engagement did not change since; else what `make` makes now. */
  readonly recall: <T>(key: string, make: () => T) => T
  /** The id of the person who works, null while nobody is unlocked. */
  readonly workingPerson: () => number | null
}

export interface WriteContext {
  readonly db: Writer
  /** ISO-8601 UTC with milliseconds; the only clock. */
  readonly now: () => string
  /** The name of who works: a person's, or that of the engagement's auditor where it has no people. */
  readonly actor: string
  /** Who works, null in an engagement without people. */
  readonly person: Working | null
  /** Their armored SSHSIG over a text; null in an engagement without people. */
  readonly sign: (text: string) => string | null
  /** Of the procedures that unlock and lock. */
  readonly session: Session
  readonly emit: (event: WorkbenchEvent) => void
  /** Files whose bytes are coming in. */
  readonly uploads: Map<number, Upload>
  /** Whether the auditor cancelled this call. */
  readonly isCancelled: () => boolean
  /** Has the host print an HTML page as PDF. Rejects with a `WorkbenchError` where it cannot. */
  readonly print: PrintPage
}

export type PrintPage = (page: string) => Promise<Uint8Array>

export type ContextOf<M extends MethodName> = AccessOf<M> extends 'read' ? ReadContext : WriteContext

export interface Procedure {
  readonly method: MethodsOf<'read' | 'write'>
  /** Whether `serve` makes its own transaction, because something is left to do where that fails. */
  readonly transacts?: true
  /** Awaited before `serve` and outside its transaction; the worker serves no other call meanwhile. */
  readonly prepare?: (context: never, input: never) => Promise<unknown>
  readonly serve: (context: never, input: never, prepared: never) => unknown
}

/** Declares the procedure of one method; a procedure file exports it (or a list of them) as its default. */
export function procedure<M extends MethodsOf<'read' | 'write'>>(
  method: M,
  serve: (context: ContextOf<M>, input: Input<M>) => Output<M>
): Procedure {
  return { method, serve }
}

/** Declares a procedure that makes its own transaction. */
export function transactingProcedure<M extends MethodsOf<'write'>>(
  method: M,
  serve: (context: WriteContext, input: Input<M>) => Output<M>
): Procedure {
  return { method, serve, transacts: true }
}

/** Declares a procedure part of whose work is asynchronous, which no transaction can hold: `serve` gets what `prepare` made. */
export function preparedProcedure<M extends MethodsOf<'write'>, Prepared>(
  method: M,
  prepare: (context: WriteContext, input: Input<M>) => Promise<Prepared>,
  serve: (context: WriteContext, input: Input<M>, prepared: Prepared) => Output<M>
): Procedure {
  return { method, prepare, serve }
}
