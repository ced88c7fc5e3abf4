/** The audit log: who did what that matters, in a chain in which later tampering shows. */
@org.jspecify.annotations.NullMarked
package chatx.server.audit;
