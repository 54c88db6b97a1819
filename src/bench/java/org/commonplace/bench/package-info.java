/** Benchmarks: how well the house finds, and how fast it serves. Not part of the application. */
@NullMarked
package org.commonplace.bench;

import org.jspecify.annotations.NullMarked;
