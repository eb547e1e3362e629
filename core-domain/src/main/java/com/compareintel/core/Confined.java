package com.compareintel.core;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Marks a class with mutable state that has one owner at a time and therefore needs no lock. Its
/// Javadoc says who that owner is.
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Confined {}
