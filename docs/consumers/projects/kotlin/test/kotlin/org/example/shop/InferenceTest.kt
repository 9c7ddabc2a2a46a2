package org.example.shop

import java.io.IOException
import org.bilayer.DataLayer
import org.bilayer.UnitOptions
import org.bilayer.failure.UniqueViolationException
import org.bilayer.query.Query
import org.bilayer.testkit.junit.LayerExtension
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.extension.RegisterExtension

/** Work is written as Kotlin's lambdas, without type arguments. */
class InferenceTest {

  companion object {
    @JvmField
    @RegisterExtension
    val LAYER: LayerExtension =
        LayerExtension.of(Shop.MODEL).seeded { work ->
          work.repository(Shop.PRODUCTS).add(Product("A-1", "apple", 3))
        }
  }

  @Test
  fun run_lambda_isTheLayersOwnRun(data: DataLayer) {
    data.run { work -> work.repository(Shop.PRODUCTS).add(Product("A-2", "pear", 1)) }
    data.run(UnitOptions.defaults()) { it.repository(Shop.PRODUCTS).add(Product("A-3", "fig", 2)) }

    assertEquals(3, data.execute { work -> work.repository(Shop.PRODUCTS).find(Query.all()) }.size)
  }

  @Test
  fun execute_lambda_hasTheTypeOfItsLastExpression(data: DataLayer) {
    val apple = data.execute { work -> work.repository(Shop.PRODUCTS).get("A-1") }
    val name = data.execute(UnitOptions.defaults()) { it.repository(Shop.PRODUCTS).get("A-1").name }

    assertEquals(3, apple.stock)
    assertEquals(5, name.length)
  }

  @Test
  fun change_lambda_returnsTheChangedObject(data: DataLayer) {
    val changed =
        data.execute { work ->
          work.repository(Shop.PRODUCTS).change("A-1") { it.copy(stock = it.stock - 1) }
        }

    assertEquals(2, changed.stock)
  }

  @Test
  fun attempt_lambdaThatFails_leavesTheUnitOpen(data: DataLayer) {
    val left =
        data.execute { work ->
          assertThrows(UniqueViolationException::class.java) {
            work.attempt { part ->
              part.repository(Shop.PRODUCTS).add(Product("A-9", "apple", 0))
              part.flush()
            }
          }
          work.attemptResult { part -> part.repository(Shop.PRODUCTS).get("A-1").stock }
        }

    assertEquals(3, left)
  }

  @Test
  fun runChecked_lambdaThatThrows_passesTheException(data: DataLayer) {
    val thrown =
        assertThrows(IOException::class.java) {
          data.runChecked<IOException> { throw IOException("not there") }
        }

    assertEquals("not there", thrown.message)
  }
}
