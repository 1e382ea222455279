package dev.firedrill.contract;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a case, or a group of them, of something that one distribution alone has. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@interface Only {

  /** The one that has it. */
  Contracted value();

  /** What others have not, or do in another way. */
  String why();
}
