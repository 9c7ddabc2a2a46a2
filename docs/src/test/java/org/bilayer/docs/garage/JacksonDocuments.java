package org.bilayer.docs.garage;

import org.bilayer.model.Codec;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectMapper;

// tag::jackson[]
/** Codecs that store objects as JSON documents, by Jackson. */
final class JacksonDocuments {

  private final ObjectMapper mapper;

  JacksonDocuments(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  <T> Codec<T, String> of(Class<T> type) {
    return Codec.document().as(json -> mapper.readValue(json, type), mapper::writeValueAsString);
  }

  <T> Codec<T, String> of(TypeReference<T> type) {
    return Codec.document().as(json -> mapper.readValue(json, type), mapper::writeValueAsString);
  }
}
// end::jackson[]
