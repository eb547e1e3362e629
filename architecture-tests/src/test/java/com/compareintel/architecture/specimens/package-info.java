/// Small villains, each breaking one rule or two, to prove that the rules bite. A villain stands in
/// a package named like the part of the product it would break.
@NullMarked
package com.compareintel.architecture.specimens;

import org.jspecify.annotations.NullMarked;
