package chatx.protocol;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a command is answered with when it succeeds, and for what reasons of its own it may be
 * refused. Beside these, any command may meet the problems that docs/protocol.md lists for all.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface AnsweredBy {
  Class<? extends ServerReply> value();

  ProblemCode[] problems() default {};
}
