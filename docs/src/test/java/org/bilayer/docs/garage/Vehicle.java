package org.bilayer.docs.garage;

// tag::vehicle[]
sealed interface Vehicle {

  String plate();

  record Car(String plate, int seats) implements Vehicle {}

  record Van(String plate, int payloadKilograms) implements Vehicle {}
}
// end::vehicle[]
