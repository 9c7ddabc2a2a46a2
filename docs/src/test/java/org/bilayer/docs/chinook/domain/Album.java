package org.bilayer.docs.chinook.domain;

/** An album as the shop sees it: tracks are sold one by one and refer to it. */
public record Album(int id, String title, int artistId) {}
