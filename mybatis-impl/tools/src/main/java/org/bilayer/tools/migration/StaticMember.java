package org.bilayer.tools.migration;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds an object by the name of the static field or method that holds it: {@code com.example.Shop#MODEL}. */
final class StaticMember {

  private StaticMember() {}

  /**
   * The object.
   *
   * @param name of a class, and behind a {@code #} that of the member; a class with one field of the type needs no member
   * @throws IllegalArgumentException if there is no such class or member, or if it holds something else
   */
  static <T> T find(String name, Class<T> type) {
    int sign = name.indexOf('#');
    String className = sign < 0 ? name : name.substring(0, sign);
    Class<?> owner;
    try {
      owner = Class.forName(className);
    } catch (ClassNotFoundException | LinkageError e) {
      throw new IllegalArgumentException(
          "There is no such class on the class path [class=" + className + "].", e);
    }
    try {
      Object found = sign < 0 ? only(owner, type) : member(owner, name.substring(sign + 1));
      if (!type.isInstance(found)) {
        throw new IllegalArgumentException(
            "This is no " + type.getName() + " [name=" + name + ", found=" + found + "].");
      }
      return type.cast(found);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalArgumentException(
          "The static member cannot be read [name=" + name + "]. Make it public.", e);
    }
  }

  private static Object only(Class<?> owner, Class<?> type) throws IllegalAccessException {
    List<Field> fields = Arrays.stream(owner.getDeclaredFields())
        .filter(field -> Modifier.isStatic(field.getModifiers()))
        .filter(field -> type.isAssignableFrom(field.getType()))
        .toList();
    if (fields.size() != 1) {
      throw new IllegalArgumentException(
          "The class has " + fields.size() + " static fields of type " + type.getSimpleName()
              + " [class=" + owner.getName() + "]. Name the field or a method: " + owner.getName()
              + "#MEMBER.");
    }
    return fields.get(0).get(accessible(fields.get(0)));
  }

  private static Object member(Class<?> owner, String name)
      throws IllegalAccessException, InvocationTargetException {
    for (Field field : owner.getDeclaredFields()) {
      if (field.getName().equals(name) && Modifier.isStatic(field.getModifiers())) {
        return field.get(accessible(field));
      }
    }
    for (Method method : owner.getDeclaredMethods()) {
      if (method.getName().equals(name)
          && Modifier.isStatic(method.getModifiers())
          && method.getParameterCount() == 0) {
        return method.invoke(accessible(method));
      }
    }
    throw new IllegalArgumentException(
        "There is no such static field, and no static method without parameters [name="
            + owner.getName() + "#" + name + "].");
  }

  private static @Nullable Object accessible(AccessibleObject member) {
    member.trySetAccessible();
    return null;
  }
}
