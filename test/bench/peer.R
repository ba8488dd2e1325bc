# peer.R VALUES.xml OUT.csv: what one writes in R for the same file: lm with prediction intervals, Kendall's test and the Theil-Sen slope per series.
args <- commandArgs(trailingOnly = TRUE)
document <- xml2::read_xml(args[1])
namespace <- c(v = "urn:logicmodel:values:1")
rows <- lapply(xml2::xml_find_all(document, "//v:series", namespace), function(series) {
  found <- xml2::xml_find_all(series, "v:obs", namespace)
  t <- as.numeric(substr(xml2::xml_attr(found, "period"), 1, 4))
  y <- as.numeric(xml2::xml_attr(found, "value"))
  if (length(t) < 3) return(NULL)
  line <- lm(y ~ t)
  ahead <- predict(line, data.frame(t = c(2027.5, 2030.5, 2040.5)), interval = "prediction", level = 0.8)
  test <- suppressWarnings(cor.test(t, y, method = "kendall"))
  slopes <- outer(y, y, "-") / outer(t, t, "-")
  c(xml2::xml_attr(series, "indicator"), xml2::xml_attr(series, "area"), coef(line)[2], test$p.value,
    median(slopes[lower.tri(slopes)]), t(ahead))
})
write.table(do.call(rbind, rows), args[2], sep = ",", col.names = FALSE, row.names = FALSE)
