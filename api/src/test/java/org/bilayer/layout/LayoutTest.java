package org.bilayer.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bilayer.failure.UnreadableRowException;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.ElementCollection;
import org.bilayer.model.Embedded;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.model.ModelInternals;
import org.bilayer.model.Value;
import org.bilayer.query.Specification;
import org.bilayer.store.Table;
import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What tools can ask a layout. */
final class LayoutTest {

  private enum Colour {
    RED,
    GREEN,
    BLUE
  }

  private record Place(String hall, int shelf) {}

  private record Box(Place place, Colour colour, Set<Colour> stripes, List<Label> labels) {}

  private record Label(String text) {}

  private static final Column<Place, String> HALL = Column.of("hall", Codec.text(5), Place::hall);
  private static final Column<Place, Integer> SHELF =
      Column.of("shelf", Codec.int32(), Place::shelf);
  private static final Embedded<Box, Place> PLACE = Embedded.of(
      "at_",
      Value.of(Place.class, row -> new Place(row.get(HALL), row.get(SHELF)), HALL, SHELF),
      Box::place);
  private static final Column<Box, Colour> COLOUR =
      Column.of("colour", Codec.enumByName(Colour.class), Box::colour);
  private static final Column<Box, Set<Colour>> STRIPES =
      Column.of("stripes", Codec.enumSet(Colour.class), Box::stripes);
  private static final Column<Label, String> TEXT = Column.of("text", Codec.text(9), Label::text);
  private static final ElementCollection<Box, Label, List<Label>> LABELS = ElementCollection.list(
      "box_label", Value.of(Label.class, row -> new Label(row.get(TEXT)), TEXT), Box::labels);
  private static final Mapping<Box, Place> BOXES = Mapping.of(Box.class, "box", PLACE)
      .with(COLOUR, STRIPES, LABELS)
      .construct(
          row -> new Box(row.get(PLACE), row.get(COLOUR), row.get(STRIPES), row.get(LABELS)));
  private static final Layout<Box, Place> LAYOUT = ModelInternals.layout(Model.of(BOXES), BOXES);

  @Test
  void attributes_ofARoot_areItsColumnsSeenFromIt() {
    Box box = new Box(new Place("A", 3), Colour.RED, Set.of(), List.of());

    assertThat(ModelInternals.attributes(BOXES))
        .extracting(Column::name)
        .containsExactly("at_hall", "at_shelf", "colour", "stripes");
    assertThat(ModelInternals.attributes(BOXES).get(1).valueOf(box)).isEqualTo(3);
    assertThat(LAYOUT.position(ModelInternals.attributes(BOXES).get(1))).isEqualTo(1);
  }

  @Test
  void conversion_ofAColumn_isThatOfItsConstant() {
    Table labels = LAYOUT.owned().get(0);

    assertThat(LAYOUT.conversion(LAYOUT.root(), 1))
        .contains(ModelInternals.conversion(SHELF.codec()));
    assertThat(LAYOUT.conversion(labels, labels.columns().size() - 1))
        .contains(ModelInternals.conversion(TEXT.codec()));
  }

  @Test
  void conversion_ofAColumnOfTheLibrary_isEmpty() {
    assertThat(LAYOUT.conversion(LAYOUT.root(), LAYOUT.root().version())).isEmpty();
    assertThat(LAYOUT.conversion(LAYOUT.owned().get(0), 0)).isEmpty();
  }

  @Test
  void conversion_ofATableOfNobody_isRefused() {
    Table other = ModelInternals.layout(Model.of(BOXES), BOXES).root();

    assertThatThrownBy(() -> LAYOUT.conversion(other, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The mapping of Box has no table box.");
  }

  @Test
  void idOf_keyOfSeveralColumns_isTheIdMadeFromThem() {
    assertThat(LAYOUT.idOf(Key.of("B", 7))).isEqualTo(new Place("B", 7));
  }

  @Test
  void choices_ofEnums_areTheStoredNames() {
    assertThat(ModelInternals.conversion(COLOUR.codec()).choices())
        .containsExactly("RED", "GREEN", "BLUE");
    assertThat(ModelInternals.conversion(STRIPES.codec()).choices())
        .containsExactly("", "RED", "GREEN", "RED,GREEN", "BLUE", "GREEN,BLUE", "RED,GREEN,BLUE");
    assertThat(ModelInternals.conversion(HALL.codec()).choices()).isEmpty();
  }

  @Test
  void condition_ofManyPartsOnOwnedRows_isRefusedAsOneOnTheRoot() {
    var texts = new ArrayList<Specification<Label>>();
    for (int i = 0; i < 6_000; i++) {
      texts.add(TEXT.eq("t" + i));
    }
    Specification<Box> once = LABELS.any(Specification.anyOf(texts));
    Specification<Box> twice = Specification.anyOf(List.of(once, once));

    assertThat(LAYOUT.condition(once).parts()).hasSize(1);
    assertThatThrownBy(() -> LAYOUT.condition(twice))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("more than 10000 parts");
  }

  /** Its hash fails by an exception that no signature names, as code in other languages may. */
  private record Odd(int no) {
    @Override
    public int hashCode() {
      throw LayoutTest.<RuntimeException>unchanged(new IOException("made by hand"));
    }
  }

  // The cast does nothing at run time: X is erased.
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <X extends Throwable> RuntimeException unchanged(Throwable thrown) throws X {
    throw (X) thrown;
  }

  private record Bag(int id, Set<Odd> all) {}

  @Test
  void assemble_elementsThatMakeUpNoCollection_isAStorageFailure() {
    Column<Odd, Integer> no = Column.of("no", Codec.int32(), Odd::no);
    Column<Bag, Integer> id = Column.of("id", Codec.int32(), Bag::id);
    ElementCollection<Bag, Odd, Set<Odd>> all = ElementCollection.set(
        "bag_odd", Value.of(Odd.class, row -> new Odd(row.get(no)), no), no, Bag::all);
    Mapping<Bag, Integer> bags = Mapping.of(Bag.class, "bag", id)
        .with(all)
        .construct(row -> new Bag(row.get(id), row.get(all)));
    Layout<Bag, Integer> layout = ModelInternals.layout(Model.of(bags), bags);
    @Nullable Object[] root = {1, 1L};
    var odd = new ArrayList<@Nullable Object[]>();
    odd.add(new @Nullable Object[] {1, 7});

    assertThatThrownBy(() -> layout.assemble(new AggregateRows(root, List.of(odd))))
        .isInstanceOf(UnreadableRowException.class)
        .hasMessageContaining("table=bag_odd, key=1, rule=the elements must make up a collection")
        .hasCauseInstanceOf(IOException.class);
  }
}
